import { composer } from "@/platform/i18n";

/** How long ago, as people say it. */
export function ago(millis: number): string {
  const seconds = Math.max(0, Math.round(millis / 1000));
  const { t } = composer;
  if (seconds < 60) return t("phone.ago.seconds", { n: seconds });
  if (seconds < 3600) return t("phone.ago.minutes", { n: Math.floor(seconds / 60) });
  return t("phone.ago.hours", { n: Math.floor(seconds / 3600) });
}
