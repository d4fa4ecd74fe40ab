import { expect, test } from "vitest";
import { lastKnown, unpack, wayUntil } from "./tracks";

const track = {
  unitId: "u",
  from: "2026-11-22T02:00:00Z",
  // The third was measured before the second, but its device had no signal.
  knownMillis: [1000, 1000, 3000],
  ageMillis: [0, 0, 3500],
  latitude: [51_160_500, 100, -50],
  longitude: [71_470_400, -100, 50],
  heading: [90, -1, 10],
  cut: false,
};
const at = (seconds: number) => Date.parse(track.from) + seconds * 1000;

test("a unit is where it was known to be, and a late old position moves nobody", () => {
  const way = unpack(track);
  expect(lastKnown(way, at(0.5))).toBe(-1);
  expect(lastKnown(way, at(1))).toBe(0);
  expect(lastKnown(way, at(4))).toBe(1);
  expect(lastKnown(way, at(10))).toBe(1);
  expect(way.latitude[1]).toBeCloseTo(51.1606, 6);
  expect(way.heading[1]).toBeNaN();
});

test("the way is drawn as it was driven, as far as it was known", () => {
  const way = unpack(track);
  expect(wayUntil(way, at(4))).toHaveLength(2);
  expect(wayUntil(way, at(5)).map(({ fixAt }) => fixAt)).toEqual([
    "2026-11-22T02:00:01.000Z", "2026-11-22T02:00:01.500Z", "2026-11-22T02:00:02.000Z",
  ]);
});
