import { expect, test } from "vitest";
import { Motion } from "./motion";

const put = (motion: Motion, longitude: number, fixMillis: number, at: number, unit = 1) =>
  motion.put(unit, longitude, 51, NaN, NaN, fixMillis, at);

test("a first position stands where it is", () => {
  const motion = new Motion();
  put(motion, 71, 1, 1000);
  motion.advance(1000);
  expect(motion.longitude[0]).toBe(71);
});

test("a new position is reached in the time between the frames", () => {
  const motion = new Motion();
  put(motion, 71, 1, 0);
  put(motion, 71.001, 2, 1000);
  expect(motion.advance(1500)).toBe(true);
  expect(motion.longitude[0]).toBeCloseTo(71.0005, 9);
  expect(motion.advance(2000)).toBe(false);
  expect(motion.longitude[0]).toBeCloseTo(71.001, 9);
});

test("an older position never moves a unit", () => {
  const motion = new Motion();
  put(motion, 71, 10, 0);
  put(motion, 71.001, 9, 1000);
  motion.advance(3000);
  expect(motion.longitude[0]).toBe(71);
});

test("a far correction is no drive across the city", () => {
  const motion = new Motion();
  put(motion, 71, 1, 0);
  put(motion, 71.2, 2, 1000);
  motion.advance(1001);
  expect(motion.longitude[0]).toBe(71.2);
});

test("holds more units than it began with", () => {
  const motion = new Motion();
  for (let unit = 0; unit < 1000; unit++) put(motion, unit / 1000, 1, 0, unit);
  motion.advance(5000);
  expect(motion.count).toBe(1000);
  expect(motion.longitude[motion.slotOf(999)!]).toBeCloseTo(0.999, 9);
});
