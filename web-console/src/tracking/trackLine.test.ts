import { expect, test } from "vitest";
import { trackFeatures } from "./trackLine";

const fix = (minute: number) => ({ point: { longitude: 71 + minute / 1000, latitude: 51 }, fixAt: new Date(Date.UTC(2026, 10, 22, 2, minute)).toISOString() });

test("a track is broken where nothing was heard, and its times stand ten minutes apart", () => {
  const { features } = trackFeatures([0, 1, 2, 9, 10, 11, 20].map(fix));
  const lines = features.filter(({ geometry }) => geometry.type === "LineString").map(({ geometry }) => geometry.coordinates.length);
  expect(lines).toEqual([3, 3]);
  const times = features.flatMap(({ properties }) => ("time" in properties ? [properties.time] : []));
  expect(times).toEqual(["10:00", "10:10", "10:20"]);
});
