import { computed, ref, shallowRef, watch, type Ref } from "vue";
import type { Person, Point } from "@/live/entities";
import { now, tick } from "@/platform/clock";
import { distanceMeters } from "./distance";
import type { Spot } from "./drive";
import { useGeolocation, type GpsState, type OwnFix } from "./geolocation";

/** Nobody in a drill is this far from where it is played: he sits at a desk elsewhere. */
const farMeters = 100_000;
const accuracyMeters = 8;
/** Who stands reports as rarely as a phone that lies still. */
const quietMillis = 10_000;

const key = `qianzhi.${document.documentElement.dataset.page}.simulatedPosition`;
const chosen = ref(localStorage.getItem(key) === "on");

/** Whether this person's position is played: only ever in a drill. */
export const isSimulated = (person: Person) => person.drill && chosen.value;

export function simulatePosition(on: boolean) {
  chosen.value = on;
  localStorage.setItem(key, on ? "on" : "off");
}

export interface PlayedSpot extends Spot {
  speedMetersPerSecond: number;
}

/** Beside a place, near enough to be there. */
export function beside({ latitude, longitude }: Point): PlayedSpot {
  const meters = 40 / Math.SQRT2;
  const degrees = meters / 111_195;
  return {
    latitude: latitude + degrees,
    longitude: longitude + degrees / Math.cos((latitude * Math.PI) / 180),
    headingDegrees: null,
    speedMetersPerSecond: 0,
  };
}

/** What useGeolocation gives, played instead of measured. */
function useSimulation(wanted: Ref<boolean>, play: (atMillis: number) => PlayedSpot | null, found: (fix: OwnFix) => void) {
  const fix = shallowRef<OwnFix | null>(null);

  function take(always = false) {
    if (!wanted.value) return;
    // Whole seconds: a clock that ticks a little early would lose every other fix.
    const atMillis = Math.floor(now() / 1000) * 1000;
    const spot = play(atMillis);
    const last = fix.value;
    const quiet = last && spot && !spot.speedMetersPerSecond && distanceMeters(last, spot) === 0;
    if (quiet && !always && atMillis - last.atMillis < quietMillis) return;
    fix.value = spot && { ...spot, accuracyMeters, atMillis, simulated: true };
    if (fix.value) found(fix.value);
  }
  watch([tick, wanted], () => take(), { immediate: true });

  const state = computed<GpsState>(() => (wanted.value ? (fix.value ? "good" : "asking") : "off"));
  return { fix, state, again: () => take(true) };
}

interface Use {
  person: Person;
  wanted: Ref<boolean>;
  /** Where he plays to be at this time, if his position is simulated. */
  play(atMillis: number): PlayedSpot | null;
  /** Near which place somebody in a drill is to be expected. */
  expected(): Point | null | undefined;
  found?(fix: OwnFix): void;
}

/** Where this phone is; or, in a drill and if so chosen, where it plays to be. */
export function usePosition({ person, wanted, play, expected, found = () => undefined }: Use) {
  const simulated = computed(() => isSimulated(person));

  function farFrom(fix: OwnFix | null): number | null {
    const place = person.drill && fix && !fix.simulated ? expected() : null;
    const meters = place ? distanceMeters(fix!, place) : 0;
    return meters > farMeters ? meters : null;
  }

  const real = useGeolocation(
    computed(() => wanted.value && !simulated.value),
    // A desk in another country is not where the unit is.
    (fix) => farFrom(fix) === null && found(fix),
  );
  const played = useSimulation(computed(() => wanted.value && simulated.value), play, found);
  const present = computed(() => (simulated.value ? played : real));

  const fix = computed(() => present.value.fix.value);
  const state = computed(() => present.value.state.value);
  /** In metres; null where it is no question. */
  const far = computed(() => (wanted.value ? farFrom(fix.value) : null));
  const offered = computed(
    () => person.drill && !simulated.value && (["denied", "unavailable", "lost"].includes(state.value) || far.value !== null),
  );
  return { fix, state, again: () => present.value.again(), far, offered };
}
