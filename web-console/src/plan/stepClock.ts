import { computed } from "vue";
import type { Step } from "@/live/entities";
import { formatDuration, formatTime, now, tick } from "@/platform/clock";
import { composer } from "@/platform/i18n";

/** What the clock of a step says: when it was done, how long there is, or how late it is; it stands when the incident is closed. */
export function useStepClock(step: () => Step, closed: () => boolean) {
  const { t } = composer;
  return computed(() => {
    void tick.value;
    const { state, completedAt, late, dueAt, skipped } = step();
    if (state === "done") return t("plan.doneAt", { time: formatTime(completedAt ?? 0, "minute") }) + (late ? ` · ${t("plan.late")}` : "");
    if (state === "skipped") return t("plan.skippedAt", { time: formatTime(skipped?.at ?? 0, "minute") });
    if (state === "not_needed") return t("plan.notNeeded");
    if (closed()) return t("plan.leftOpen");
    if (!dueAt) return t("plan.noDue");
    const left = Date.parse(dueAt) - now();
    return left < 0 ? t("plan.overdue", { time: formatDuration(-left) }) : t("plan.due", { time: formatDuration(left) });
  });
}
