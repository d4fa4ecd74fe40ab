import { expect, test } from "vitest";
import type { SentFix } from "@/live/protocol";
import { FixQueue } from "./fixes";

const fix = (second: number): SentFix => ({ fixAt: new Date(second * 1000).toISOString(), latitude: 51, longitude: 71 });

function slowLink() {
  const batches: SentFix[][] = [];
  let answer: () => void = () => undefined;
  const queue = new FixQueue((fixes) => {
    batches.push(fixes);
    return new Promise<void>((resolve) => (answer = resolve));
  });
  return { batches, queue, answered: async () => (answer(), await new Promise((done) => setTimeout(done))) };
}

test("at most one a second", () => {
  const { batches, queue } = slowLink();
  queue.add(fix(1));
  queue.add(fix(1.4));
  queue.add(fix(1.9));
  expect(batches.flat()).toHaveLength(1);
  expect(queue.size).toBe(0);
});

test("while one batch is unanswered, the next grows, and goes oldest first", async () => {
  const { batches, queue, answered } = slowLink();
  for (let second = 1; second <= 5; second++) queue.add(fix(second));
  expect(batches.map((batch) => batch.length)).toEqual([1]);
  await answered();
  expect(batches[1]!.map(({ fixAt }) => Date.parse(fixAt) / 1000)).toEqual([2, 3, 4, 5]);
});

test("a long tunnel keeps the newest thousand, in batches of a hundred", async () => {
  const { batches, queue, answered } = slowLink();
  for (let second = 1; second <= 1500; second++) queue.add(fix(second));
  expect(queue.size).toBe(1000);
  for (let i = 0; i < 11; i++) await answered();
  expect(batches.every((batch) => batch.length <= 100)).toBe(true);
  expect(Date.parse(batches[1]![0]!.fixAt) / 1000).toBe(501);
  expect(Date.parse(batches.at(-1)!.at(-1)!.fixAt) / 1000).toBe(1500);
});
