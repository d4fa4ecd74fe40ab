import { expect, test } from "vitest";
import { measuredBy } from "./score";

test.each([
  ["of several counts how many, whatever the times", { metCount: 2, count: 3, tookSeconds: 80, limitSeconds: 60 }, "counted"],
  ["none of none never came", { metCount: 0, count: 0 }, "neverOnly"],
  ["one thing has its time beside its limit", { tookSeconds: 0, limitSeconds: 60 }, "took"],
  ["one thing before the end has no limit", { tookSeconds: 90 }, "tookOnly"],
  ["what never came names its limit", { limitSeconds: 60 }, "never"],
  ["what never came and had none", {}, "neverOnly"],
])("%s", (_, line, words) => expect(measuredBy(line)).toBe(words));
