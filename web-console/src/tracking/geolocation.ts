import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from "vue";
import { now, tick } from "@/platform/clock";

/** Worse than this, a position names the quarter rather than the street. */
const poorMeters = 100;
const lostMillis = 30_000;
/** A phone that stands still reports nothing: then it is asked. */
const quietMillis = 10_000;
const options: PositionOptions = { enableHighAccuracy: true, maximumAge: 1_000, timeout: 20_000 };

export type GpsState = "off" | "asking" | "good" | "poor" | "lost" | "denied" | "unavailable";

export interface OwnFix {
  latitude: number;
  longitude: number;
  accuracyMeters: number;
  speedMetersPerSecond: number | null;
  headingDegrees: number | null;
  /** Server time. */
  atMillis: number;
  /** Played in a drill, not measured: to be marked wherever it shows. */
  simulated: boolean;
}

/** One fix of the browser, with its time on the server's clock. */
export function ownFix({ coords, timestamp }: GeolocationPosition): OwnFix {
  const moving = coords.speed !== null && coords.speed > 0.5;
  return {
    latitude: coords.latitude,
    longitude: coords.longitude,
    accuracyMeters: coords.accuracy,
    speedMetersPerSecond: coords.speed,
    headingDegrees: moving && coords.heading !== null && !Number.isNaN(coords.heading) ? coords.heading : null,
    // Some browsers round or count from elsewhere; a fix from the future is one of now.
    atMillis: Math.min(now(), timestamp + (now() - Date.now())),
    simulated: false,
  };
}

/** Follows where this phone is while that is wanted, and says honestly how well it knows. */
export function useGeolocation(wanted: Ref<boolean>, found: (fix: OwnFix) => void) {
  const fix = shallowRef<OwnFix | null>(null);
  const failure = ref<"denied" | "unavailable" | null>(null);
  const wantedSince = ref(0);
  let watching: number | null = null;

  function stop() {
    if (watching !== null) navigator.geolocation.clearWatch(watching);
    watching = null;
  }

  function start() {
    stop();
    failure.value = null;
    wantedSince.value = now();
    if (!("geolocation" in navigator)) {
      failure.value = "unavailable";
      return;
    }
    watching = navigator.geolocation.watchPosition(take, fail, options);
  }

  function take(position: GeolocationPosition) {
    if (watching === null) return;
    failure.value = null;
    fix.value = ownFix(position);
    found(fix.value);
  }

  function fail({ code }: GeolocationPositionError) {
    if (code === GeolocationPositionError.PERMISSION_DENIED) failure.value = "denied";
    else if (code === GeolocationPositionError.POSITION_UNAVAILABLE) failure.value = "unavailable";
  }

  let askedAt = 0;
  watch(tick, () => {
    const last = Math.max(fix.value?.atMillis ?? 0, wantedSince.value, askedAt);
    if (watching === null || failure.value === "denied" || now() - last < quietMillis) return;
    askedAt = now();
    navigator.geolocation.getCurrentPosition(take, fail, { ...options, maximumAge: 0 });
  });

  watch(wanted, (on) => (on ? start() : stop()), { immediate: true });
  onScopeDispose(stop);

  const state = computed<GpsState>(() => {
    void tick.value;
    if (!wanted.value) return "off";
    if (failure.value === "denied") return "denied";
    const last = fix.value && fix.value.atMillis >= wantedSince.value - lostMillis ? fix.value : null;
    if (last && now() - last.atMillis <= lostMillis) return last.accuracyMeters > poorMeters ? "poor" : "good";
    if (failure.value) return failure.value;
    return last || now() - wantedSince.value > lostMillis ? "lost" : "asking";
  });
  return { fix, state, again: start };
}
