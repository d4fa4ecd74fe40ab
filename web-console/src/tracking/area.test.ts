import { expect, test } from "vitest";
import type { Cordon } from "@/live/entities";
import { outline } from "./area";

const center = { latitude: 51, longitude: 71 };
const cordon = (more: Partial<Cordon>) => ({ center, radiusMeters: 1000, ...more }) as Cordon;

test("a circle is closed and as far in every direction", () => {
  const points = outline(cordon({}));
  expect(points[0]![0]).toBeCloseTo(points.at(-1)![0], 9);
  expect(points[0]![1]).toBeCloseTo(51 + 0.008993, 5);
});

test("a sector to the south-east lies south and east of its middle", () => {
  const points = outline(cordon({ bearingDegrees: 135, spreadDegrees: 60 }));
  expect(points[0]).toEqual([71, 51]);
  expect(points.at(-1)).toEqual([71, 51]);
  for (const [longitude, latitude] of points.slice(1, -1)) {
    expect(longitude).toBeGreaterThan(71);
    expect(latitude).toBeLessThan(51);
  }
});
