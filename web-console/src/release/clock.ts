import { computed } from "vue";
import type { ReleaseClock } from "@/live/entities";
import { formatDuration, formatTime, now, tick } from "@/platform/clock";
import { composer } from "@/platform/i18n";

/** Whether a clock is red: it ran out, whatever came afterwards. */
export function isLate(clock: ReleaseClock, at: number): boolean {
  return clock.late || (clock.state === "running" && Date.parse(clock.dueAt) < at);
}

/** What the clock says; once late, it says so for ever. */
export function useReleaseClock(clock: () => ReleaseClock) {
  const { t } = composer;
  const late = computed(() => (void tick.value, isLate(clock(), now())));
  const words = computed(() => {
    void tick.value;
    const { state, dueAt, metAt } = clock();
    if (state === "met") return t(late.value ? "release.metLate" : "release.met", { time: formatTime(metAt ?? dueAt, "minute") });
    if (state === "not_owed") return t(late.value ? "release.notOwedLate" : "release.notOwed");
    const left = Date.parse(dueAt) - now();
    return left < 0 ? t("release.over", { time: formatDuration(-left) }) : t("release.left", { time: formatDuration(left) });
  });
  return { late, words };
}
