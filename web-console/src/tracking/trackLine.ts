import type { Fix } from "@/live/entities";
import { formatTime } from "@/platform/clock";

/** A longer silence breaks the line: nobody knows where the unit was. */
const gapMillis = 120_000;
const markMillis = 600_000;

/** A unit's track as lines where positions followed each other, with the time written every ten minutes. */
export function trackFeatures(fixes: readonly Fix[]) {
  const lines: number[][][] = [];
  const marks: { at: number[]; time: string }[] = [];
  let before = -Infinity;
  let marked = -Infinity;
  for (const { point, fixAt } of fixes) {
    const at = [point.longitude, point.latitude];
    const millis = Date.parse(fixAt);
    if (millis - before > gapMillis) lines.push([]);
    lines.at(-1)!.push(at);
    if (millis - marked >= markMillis) {
      marks.push({ at, time: formatTime(millis, "minute") });
      marked = millis;
    }
    before = millis;
  }
  return {
    type: "FeatureCollection" as const,
    features: [
      ...lines.filter((line) => line.length > 1).map((coordinates) => ({ type: "Feature" as const, properties: {}, geometry: { type: "LineString" as const, coordinates } })),
      ...marks.map(({ at, time }) => ({ type: "Feature" as const, properties: { time }, geometry: { type: "Point" as const, coordinates: at } })),
    ],
  };
}
