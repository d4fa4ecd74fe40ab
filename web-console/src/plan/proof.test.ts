import { expect, test } from "vitest";
import type { Step } from "@/live/entities";
import { completionOf, emptyProof, isEnough } from "./proof";

const step = (more: Partial<Step>) => ({ version: 3, evidenceKind: "text", answers: [], lifeSafety: false, ...more }) as unknown as Step;
const yesNo = [{ code: "attack", name: { zh: "强攻", en: "Attack" } }, { code: "hold", name: { zh: "守", en: "Hold" } }];

test.each([
  ["words", step({}), { words: "已办" }, false, true],
  ["nothing", step({}), { words: "  " }, false, false],
  ["a number", step({ evidenceKind: "number" }), { number: 0 }, false, true],
  ["words for a number", step({ evidenceKind: "number" }), { words: "12人" }, false, false],
  ["words for a number of life safety", step({ evidenceKind: "number", lifeSafety: true }), { words: "12人" }, false, true],
  ["no number", step({ evidenceKind: "number" }), { number: "" }, false, false],
  ["a photo", step({ evidenceKind: "photo" }), { photos: ["a"] }, false, true],
  ["words for a photo", step({ evidenceKind: "photo" }), { words: "有" }, false, false],
  ["a position", step({ evidenceKind: "position" }), {}, true, true],
  ["no position", step({ evidenceKind: "position" }), { words: "这里" }, false, false],
  ["an answer", step({ answers: yesNo }), { answer: "hold" }, false, true],
  ["words without the answer", step({ answers: yesNo, lifeSafety: true }), { words: "看情况" }, false, false],
] as const)("%s", (_, asked, given, place, enough) => {
  expect(isEnough(asked, { ...emptyProof(), ...(given as object) }, place)).toBe(enough);
});

test("only what was given is sent", () => {
  expect(completionOf(step({}), { ...emptyProof(), words: " 已办 " }, null)).toEqual({ version: 3, evidence: "已办" });
  expect(completionOf(step({ evidenceKind: "number" }), { ...emptyProof(), number: "12.5" }, null)).toEqual({ version: 3, number: 12.5 });
  expect(completionOf(step({ answers: yesNo }), { ...emptyProof(), answer: "hold" }, { latitude: 1, longitude: 2 })).toEqual({
    version: 3, point: { latitude: 1, longitude: 2 }, answer: "hold",
  });
});
