import { computed } from "vue";
import type { ReportClock } from "@/live/entities";
import { formatDuration, formatTime, now, tick } from "@/platform/clock";
import { composer } from "@/platform/i18n";

/** Whether a clock is red: it ran out, whatever came afterwards. */
export function isLate(clock: ReportClock, at: number): boolean {
  return clock.late || (clock.state === "running" && Date.parse(clock.dueAt) < at);
}

/** What the clock of a report says; once late, it says so for ever. */
export function useReportClock(clock: () => ReportClock) {
  const { t } = composer;
  const late = computed(() => (void tick.value, isLate(clock(), now())));
  const words = computed(() => {
    void tick.value;
    const { state, dueAt, metAt } = clock();
    if (state === "met") return t(late.value ? "report.metLate" : "report.met", { time: formatTime(metAt ?? dueAt, "minute") });
    if (state === "not_owed") return t(late.value ? "report.notOwedLate" : "report.notOwed");
    const left = Date.parse(dueAt) - now();
    return left < 0 ? t("report.over", { time: formatDuration(-left) }) : t("report.left", { time: formatDuration(left) });
  });
  return { late, words };
}

/** What runs out first comes first; what is settled last. */
export function byUrgency(a: ReportClock, b: ReportClock): number {
  const running = Number(b.state === "running") - Number(a.state === "running");
  return running || a.dueAt.localeCompare(b.dueAt);
}
