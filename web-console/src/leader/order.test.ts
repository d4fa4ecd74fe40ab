import { expect, test } from "vitest";
import type { Incident, Step } from "@/live/entities";
import { draftOf, missingParts, type DraftWords } from "./order";

const words: DraftWords = {
  matter: (place, type) => `${place}${type}应急处置`,
  rescue: (trapped, missing) => `搜救被困${trapped}人、失联${missing}人`,
  treat: (hurt) => `救治${hurt}人`,
  always: ["统一指挥"],
  title: (step) => step.title.zh,
  join: (measures) => measures.join("；"),
};
const incident = (trapped: number, serious: number) =>
  ({ place: "钟楼街 12 号", casualties: { dead: 0, missing: 0, trapped, serious, light: 0 } }) as Incident;
const steps = [
  { code: "B01", position: 1, lifeSafety: true, title: { zh: "调派", en: "" } },
  { code: "H05", position: 9, lifeSafety: true, title: { zh: "下风向疏散", en: "" } },
  { code: "H01", position: 4, lifeSafety: true, title: { zh: "初始隔离区", en: "" } },
  { code: "H13", position: 12, lifeSafety: false, title: { zh: "移交调查", en: "" } },
] as Step[];

test("a draft names the place, who must be rescued, and what the plan puts first", () => {
  const order = draftOf(incident(3, 2), "危化品泄漏", steps, 2, words);
  expect(order).toEqual({
    matter: "钟楼街 12 号危化品泄漏应急处置",
    level: 2,
    expectedDurationMinutes: 1440,
    measures: "搜救被困3人、失联0人；救治2人；初始隔离区；下风向疏散；统一指挥",
  });
  expect(missingParts(order)).toEqual([]);
});

test("nobody hurt, nobody invented", () => {
  expect(draftOf(incident(0, 0), "火灾", [], 3, words).measures).toBe("统一指挥");
});

test("all four parts or none", () => {
  expect(missingParts({ matter: " ", level: 0, expectedDurationMinutes: 0.5, measures: "" })).toEqual([
    "matter", "level", "expectedDurationMinutes", "measures",
  ]);
});
