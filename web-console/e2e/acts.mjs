// What people do in every play: they press and fill, see and read; somebody without a window calls the server.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { by } from "./browser.mjs";
import { screens, see, url } from "./stage.mjs";

export async function press(page, test, text) {
  await (await see(page, test, text)).click();
}

export async function fill(page, test, value) {
  await (await see(page, test)).fill(value);
}

export const inState = (page, test, state) => page.locator(`[data-test="${test}"][data-state="${state}"]`).first();

/** A clock says this and so many minutes: slow machines lose some on the way. */
export async function reads(page, test, word, least, most) {
  const minutes = Array.from({ length: most - least + 1 }, (_, i) => String(least + i).padStart(2, "0")).join("|");
  await see(page, test, new RegExp(`${word} (${minutes}):\\d\\d`));
}

/** Something is shown in this state. */
export async function is(page, test, state) {
  await inState(page, test, state).waitFor({ state: "visible" });
}

export async function tab(page, name) {
  await press(page, `tab-${name}`);
}

/** One of a list, by how its entry begins. */
export async function choose(page, test, name) {
  const list = await see(page, test);
  await list.selectOption(await list.locator("option", { hasText: name }).first().getAttribute("value"));
}

/** What a button fetches to print it, kept as a file on its way to the page. */
export async function keep(page, part, test, name) {
  const pdf = await new Promise((done, fail) => {
    const take = async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response });
      return response.body();
    };
    page.route("**/pdf*", (route) => take(route).then(done, fail), { times: 1 }).then(() => press(part, test)).catch(fail);
  });
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  writeFileSync(join(screens, name), pdf);
}

/** Somebody who has no window here, over HTTP. */
export async function other(username) {
  const call = async (method, path, body, token) => {
    const headers = { "Content-Type": "application/json", ...(token ? { Authorization: `Bearer ${token}` } : {}) };
    const response = await fetch(url + path, { method, headers, body: body && JSON.stringify(body) });
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path}: ${text}`);
    return text ? JSON.parse(text) : null;
  };
  const { accessToken } = await call("POST", "/api/session", { username, password: "qianzhi", device: `haz-${username}` });
  return { get: (path) => call("GET", path, undefined, accessToken), post: (path, body) => call("POST", path, body, accessToken) };
}
