import type { Fix, Track } from "@/live/entities";
import type { Motion } from "@/tracking/motion";

const millionths = 1e6;

/** One unit's positions as they became known, in that order. */
export interface Way {
  unitId: string;
  known: Float64Array;
  fix: Float64Array;
  latitude: Float64Array;
  longitude: Float64Array;
  heading: Float32Array;
}

/** Undoes the differences of the contract's tracks. */
export function unpack(track: Track): Way {
  const n = track.knownMillis.length;
  const way: Way = {
    unitId: track.unitId,
    known: new Float64Array(n),
    fix: new Float64Array(n),
    latitude: new Float64Array(n),
    longitude: new Float64Array(n),
    heading: new Float32Array(n),
  };
  let at = Date.parse(track.from);
  let latitude = 0;
  let longitude = 0;
  for (let i = 0; i < n; i++) {
    way.known[i] = at += track.knownMillis[i]!;
    way.fix[i] = at - track.ageMillis[i]!;
    way.latitude[i] = (latitude += track.latitude[i]!) / millionths;
    way.longitude[i] = (longitude += track.longitude[i]!) / millionths;
    way.heading[i] = track.heading[i]! < 0 ? NaN : track.heading[i]!;
  }
  return way;
}

/** How many of these were known at that time. */
export function knownAt(way: Way, millis: number): number {
  let low = 0;
  let high = way.known.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (way.known[middle]! <= millis) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The newest of the positions that were known; a late one from an earlier time moves nobody. */
export function lastKnown(way: Way, millis: number): number {
  let best = -1;
  for (let i = 0, n = knownAt(way, millis); i < n; i++) if (best < 0 || way.fix[i]! >= way.fix[best]!) best = i;
  return best;
}

/** Puts every unit where it was known to be, by the numbers that the map knows them by. */
export function place(motion: Motion, ways: readonly Way[], millis: number, numberOf: (unitId: string) => number | undefined) {
  for (const way of ways) {
    const number = numberOf(way.unitId);
    const last = lastKnown(way, millis);
    if (number === undefined || last < 0) continue;
    motion.put(number, way.longitude[last]!, way.latitude[last]!, way.heading[last]!, NaN, way.fix[last]!, performance.now());
  }
}

/** The way so far, as it was known then, in the order in which it was driven. */
export function wayUntil(way: Way, millis: number): Fix[] {
  return Array.from({ length: knownAt(way, millis) }, (_, i) => i)
    .sort((a, b) => way.fix[a]! - way.fix[b]!)
    .map((i) => ({
      point: { latitude: way.latitude[i]!, longitude: way.longitude[i]! },
      fixAt: new Date(way.fix[i]!).toISOString(),
    }));
}
