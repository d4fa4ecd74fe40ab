// The browser of the tests: Chromium from the npm registry, no installation needed.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import chromium from "@sparticuz/chromium";
import { chromium as playwright } from "playwright-core";

const unwanted = ["--headless", "--single-process", "--no-zygote", "--disable-web-security"];

/** The public page is set in the fonts of the reader's machine; one without Chinese ones gets those of the printed pages. */
function fonts() {
  const target = new URL("../../target/", import.meta.url);
  const ours = fileURLToPath(new URL("classes/fonts", target));
  const file = fileURLToPath(new URL("browser-fonts.conf", target));
  writeFileSync(file, `<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>${ours}</dir></fontconfig>`);
  return file;
}

export async function launch() {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    env: { ...process.env, FONTCONFIG_FILE: fonts() },
    args: chromium.args.filter((arg) => !unwanted.some((name) => arg.startsWith(name))),
    headless: true,
  });
}

/** A page with a window, a place on earth and a language of its own. */
export async function open(browser, url, { width, height, position }) {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    geolocation: position ? { ...position, accuracy: 8 } : undefined,
    permissions: position ? ["geolocation"] : [],
    hasTouch: width < 600,
    // Software rendering of a map in motion starves the screenshots.
    reducedMotion: "reduce",
  });
  // Two busy cores may take long; a fault shows by what never comes, not by what comes late.
  context.setDefaultTimeout(90_000);
  const page = listen(await context.newPage());
  await page.goto(url);
  return page;
}

/** Keeps what the page's own scripts throw. */
export function listen(page) {
  page.errors = [];
  page.on("pageerror", (error) => page.errors.push(error));
  return page;
}

export const by = (page, test) => page.locator(`[data-test="${test}"]`);

export async function signIn(page, username) {
  await by(page, "username").fill(username);
  await by(page, "password").fill("qianzhi");
  await by(page, "sign-in").click();
}
