// What the duty chief does at the console more than once, and the forces of this play.
import { inState, is, press } from "../acts.mjs";

export const engine = "消防云顶站-水罐1车";
export const ambulance = "急救一站-监护1车";
export const silent = "消防特勤站-侦检1车";

/** One step of the plan is ticked at the console with what it asks for. */
export async function tick(chief, code, { number, words, photo, answer } = {}) {
  const row = inState(chief, `step-${code}`, "open");
  await row.locator(".head").click();
  if (answer) await row.locator(`[data-test="answer-${answer}"]`).click();
  if (number !== undefined) await row.locator('[data-test="evidence-number"]').fill(String(number));
  if (photo) {
    await row.locator('[data-test="evidence-photo"]').setInputFiles({ name: "map.png", mimeType: "image/png", buffer: photo });
    await row.locator('[data-test="photos"] img').waitFor();
  }
  if (words) await row.locator("textarea").fill(words);
  await row.locator(`[data-test="complete-${code}"]`).click();
  await is(chief, `step-${code}`, "done");
}

/** What a crew said by radio. */
export async function byRadio(chief, unit, state) {
  await press(chief, `menu-${unit}`);
  await press(chief, `set-${state}`);
  await inState(chief, `assignment-${unit}`, state).waitFor({ state: "attached" });
}
