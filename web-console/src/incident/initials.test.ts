import { expect, test } from "vitest";
import { initials } from "./initials";

test.each([
  ["火灾", "hz"],
  ["道路交通事故", "dljtsg"],
  ["危险化学品", "wxhxp"],
  ["地震", "dz"],
  ["食品安全", "spaq"],
  ["燃气 A1", "rqa1"],
  ["", ""],
])("%s is typed %s", (text, expected) => {
  expect(initials(text)).toBe(expected);
});
