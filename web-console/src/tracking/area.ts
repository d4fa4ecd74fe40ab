import type { Cordon, Point } from "@/live/entities";
import { say } from "@/platform/reference";

const earthMeters = 6_371_000;
const degrees = 180 / Math.PI;

/** The point so many metres away in a direction, clockwise from north. */
function away({ latitude, longitude }: Point, metres: number, bearing: number): [longitude: number, latitude: number] {
  const turn = bearing / degrees;
  const north = (metres * Math.cos(turn)) / earthMeters;
  const east = (metres * Math.sin(turn)) / (earthMeters * Math.cos(latitude / degrees));
  return [longitude + east * degrees, latitude + north * degrees];
}

function feature(points: [number, number][], properties: Record<string, string> = {}) {
  return { type: "Feature" as const, properties, geometry: { type: "Polygon" as const, coordinates: [points] } };
}

export const circle = (centre: Point, metres: number) =>
  feature(Array.from({ length: 65 }, (_, i) => away(centre, metres, (i / 64) * 360)));

/** The outline of a cordon: the whole circle, or from the middle over the arc and back. */
export function outline({ center, radiusMeters, bearingDegrees, spreadDegrees }: Cordon): [number, number][] {
  if (bearingDegrees == null || spreadDegrees == null)
    return Array.from({ length: 65 }, (_, i) => away(center, radiusMeters, (i / 64) * 360));
  const middle: [number, number] = [center.longitude, center.latitude];
  const from = bearingDegrees - spreadDegrees / 2;
  return [middle, ...Array.from({ length: 33 }, (_, i) => away(center, radiusMeters, from + (i / 32) * spreadDegrees)), middle];
}

/** The areas that are still closed. */
export function cordonFeatures(cordons: readonly Cordon[]) {
  return {
    type: "FeatureCollection" as const,
    features: cordons.filter(({ liftedAt }) => !liftedAt).map((cordon) => feature(outline(cordon), { name: say(cordon.name) })),
  };
}
