import { computed } from "vue";
import { now, tick } from "@/platform/clock";
import { reference } from "@/platform/reference";
import type { Unit } from "@/live/entities";
import type { LiveClient } from "@/live/client";
import { Motion } from "./motion";

/** Where every unit is; outside of Vue's watch on purpose, read it once a frame or once a tick. */
export const motion = new Motion();

export const staleMillis = computed(() => (reference.value?.thresholds.positionStaleSeconds ?? Infinity) * 1000);

/** Frames move units; the fix in a snapshot shows those that have been quiet since. */
export function followPositions(live: LiveClient): () => void {
  const place = (unit: Unit) => {
    if (!unit.fix) return;
    const { point, headingDegrees, speedMetersPerSecond, fixAt } = unit.fix;
    motion.put(
      unit.number, point.longitude, point.latitude,
      headingDegrees ?? NaN, speedMetersPerSecond ?? NaN, Date.parse(fixAt), performance.now(),
    );
  };
  for (const unit of live.collection("units").values()) place(unit);
  const stops = [
    live.onPositions((positions) => motion.take(positions, performance.now())),
    live.onDifference(({ changed }) => (changed.units as Unit[] | undefined)?.forEach(place)),
  ];
  return () => stops.forEach((stop) => stop());
}

export interface Whereabouts {
  longitude: number;
  latitude: number;
  speed: number;
  fixMillis: number;
  stale: boolean;
}

/** The unit's last known place; follows the clock, so that its age is right. */
export function whereIs(unit: Unit): Whereabouts | null {
  void tick.value;
  const slot = motion.slotOf(unit.number);
  if (slot === undefined) return null;
  const fixMillis = motion.fixMillis[slot]!;
  return {
    longitude: motion.longitude[slot]!,
    latitude: motion.latitude[slot]!,
    speed: motion.speed[slot]!,
    fixMillis,
    stale: now() - fixMillis > staleMillis.value,
  };
}
