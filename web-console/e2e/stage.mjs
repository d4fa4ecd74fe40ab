// What all plays share: windows of people at the real server, a screenshot of every scene, and time.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { by, launch, listen, open, signIn } from "./browser.mjs";

export const [url, screens] = process.argv.slice(2);
mkdirSync(screens, { recursive: true });

export const scene = { latitude: 51.1605, longitude: 71.4704 };
export const desk = { width: 1600, height: 900 };
export const phone = { width: 390, height: 844, position: scene };

const windows = [];
let browser;
let prefix = "";
let shots = 0;

export async function shoot(page, name) {
  shots++;
  await page.screenshot({ path: join(screens, `${prefix}${String(shots).padStart(2, "0")}-${name}.png`) });
}

export async function see(page, test, text) {
  const found = text ? by(page, test).filter({ hasText: text }).first() : by(page, test).first();
  await found.waitFor({ state: "visible" });
  return found;
}

/** A window of somebody who signs in, or of a stranger. */
export async function window(path, size, username) {
  const page = await open(browser, url + path, size);
  windows.push(page);
  if (username) {
    await see(page, "username");
    await signIn(page, username);
    await page.locator(`${link}[data-phase="live"]`).waitFor();
  }
  return page;
}

/** Somebody goes: time need not wait for this window any more. */
export async function leave(page) {
  assert.deepEqual(page.errors, []);
  windows.splice(windows.indexOf(page), 1);
  await page.context().close();
}

/** The tab that this opens: its errors fail the play, too. */
export async function opened(page, act) {
  const [tab] = await Promise.all([page.context().waitForEvent("page"), act()]);
  windows.push(listen(tab));
  return tab;
}

const link = "[data-up-to]";
const lookMillis = 200;
const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const lastsMillis = 15 * 60_000;

/**
 * The test that runs this play moves the server's clock. Done once all pages that are signed in show the new time,
 * with new tokens where theirs ran out meanwhile.
 */
export async function advance(minutes) {
  const live = [];
  for (const page of windows) if (await page.locator(link).count()) live.push(page);
  const expires = minutes * 60_000 >= lastsMillis;
  await Promise.all(live.map((page) => page.evaluate(watchLink, link)));
  console.log(`advance PT${Math.round(minutes * 60)}S`);
  const { value } = await answers.next();
  const follow = async (page) => {
    if (expires) await page.waitForFunction(() => globalThis.cameBack);
    await page.waitForFunction(askAnew, [link, Date.parse(value) - 2000], { polling: lookMillis });
  };
  await Promise.all(live.map(follow));
}

/** Runs in the page: does not wait for its next look at the clock, as when a laptop wakes up. */
function askAnew([link, least]) {
  if (Number(document.querySelector(link).dataset.upTo) >= least) return true;
  dispatchEvent(new Event("online"));
  return false;
}

/** Runs in the page: tells when its link was lost and is back. */
function watchLink(link) {
  const line = document.querySelector(link);
  let down = false;
  globalThis.cameBack = false;
  globalThis.linkWatch?.disconnect();
  globalThis.linkWatch = new MutationObserver(() => {
    down ||= line.dataset.phase !== "live";
    globalThis.cameBack ||= down && line.dataset.phase === "live";
  });
  globalThis.linkWatch.observe(line, { attributes: true });
}

export async function play(named, scenes) {
  prefix = named;
  browser = await launch();
  try {
    await scenes();
    for (const page of windows) assert.deepEqual(page.errors, []);
    console.log(`${shots} scenes played`);
  } catch (failure) {
    console.error(failure, ...windows.flatMap((page) => [page.url(), page.errors]));
    process.exitCode = 1;
    for (const [index, page] of windows.entries()) await page.screenshot({ path: join(screens, `${prefix}failed-${index}.png`) });
  } finally {
    await browser.close();
    process.stdin.destroy();
  }
}
