import { readonly, ref } from "vue";
import { language } from "./i18n";

/** Server time minus this machine's time; the live link keeps it right. */
let offsetMillis = 0;

export function setServerTime(serverMillis: number) {
  offsetMillis = serverMillis - Date.now();
  current.value = now();
}

export function now(): number {
  return Date.now() + offsetMillis;
}

const current = ref(now());
setInterval(() => (current.value = now()), 1000);

/** Ticks once a second: whatever shows an age or a countdown reads this. */
export const tick = readonly(current);

const zone = "Asia/Shanghai";
type Style = "clock" | "minute" | "day" | "full";

const styles: Record<Style, Intl.DateTimeFormatOptions> = {
  clock: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
  minute: { hour: "2-digit", minute: "2-digit" },
  day: { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" },
  full: { year: "numeric", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" },
};
const formats = new Map<string, Intl.DateTimeFormat>();

export function formatTime(at: string | number, style: Style = "clock"): string {
  const key = `${language.value} ${style}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(language.value, { timeZone: zone, hourCycle: "h23", ...styles[style] });
    formats.set(key, format);
  }
  return format.format(typeof at === "string" ? Date.parse(at) : at);
}

/** 4:05, 1:02:09, 3 d 04:00 — the same width while it runs. */
export function formatDuration(millis: number): string {
  const sign = millis < 0 ? "-" : "";
  const total = Math.floor(Math.abs(millis) / 1000);
  const two = (n: number) => String(n).padStart(2, "0");
  const seconds = two(total % 60);
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  if (hours >= 100) return `${sign}${Math.floor(hours / 24)}d ${two(hours % 24)}h`;
  return hours > 0 ? `${sign}${hours}:${two(minutes)}:${seconds}` : `${sign}${two(minutes)}:${seconds}`;
}

export function formatDistance(metres: number): string {
  if (metres < 1000) return `${Math.round(metres / 10) * 10} m`;
  return `${(metres / 1000).toFixed(metres < 10_000 ? 1 : 0)} km`;
}
