import type { Candidate } from "@/live/entities";
import { formatDistance } from "@/platform/clock";
import { composer } from "@/platform/i18n";
import { nameOf } from "@/platform/reference";

/** What the reason names: a capability by its name, a straight line by its length. */
function detailOf({ code, detail }: Candidate["reasons"][number]): string {
  if (!detail) return "";
  if (code === "capability") return nameOf("capabilities", detail);
  return code === "nearer_by_line_but_slower" ? formatDistance(Number(detail)) : detail;
}

/** Why a candidate stands where it stands, in words. */
export function reasonsOf(candidate: Candidate): string {
  const { t } = composer;
  return candidate.reasons.map((reason) => [t(`dispatch.reasons.${reason.code}`), detailOf(reason)].filter(Boolean).join(" ")).join(" · ");
}

/** How long it takes to get there, in words. */
export function travelOf({ travelSeconds }: Pick<Candidate, "travelSeconds">): string {
  const { t } = composer;
  return travelSeconds == null ? t("dispatch.noEta") : t("dispatch.eta", { n: Math.max(1, Math.round(travelSeconds / 60)) });
}
