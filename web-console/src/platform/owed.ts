import { computed } from "vue";
import type { ReleaseClock, ReportClock } from "@/live/entities";
import { formatDuration, formatTime, now, tick } from "./clock";
import { composer } from "./i18n";

/** A clock that says until when something is owed by law or rule. */
export type OwedClock = ReportClock | ReleaseClock;

/** Whether a clock is red: it ran out, whatever came afterwards. */
export function isLate(clock: OwedClock, at: number): boolean {
  return clock.late || (clock.state === "running" && Date.parse(clock.dueAt) < at);
}

/** What the clock says, in the words of its feature; once late, it says so for ever. */
export function useOwedClock(feature: "report" | "release", clock: () => OwedClock) {
  const { t } = composer;
  const late = computed(() => (void tick.value, isLate(clock(), now())));
  const words = computed(() => {
    void tick.value;
    const { state, dueAt, metAt } = clock();
    if (state === "met") return t(`${feature}.${late.value ? "metLate" : "met"}`, { time: formatTime(metAt ?? dueAt, "minute") });
    if (state === "not_owed") return t(`${feature}.${late.value ? "notOwedLate" : "notOwed"}`);
    const left = Date.parse(dueAt) - now();
    return t(`${feature}.${left < 0 ? "over" : "left"}`, { time: formatDuration(Math.abs(left)) });
  });
  return { late, words };
}

/** What runs out first comes first; what is settled last. */
export function byUrgency(a: OwedClock, b: OwedClock): number {
  const running = Number(b.state === "running") - Number(a.state === "running");
  return running || a.dueAt.localeCompare(b.dueAt);
}
