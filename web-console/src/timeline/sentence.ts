import type { LiveEvent } from "@/live/protocol";
import { casualtyKinds } from "@/incident/casualties";
import { formatDistance, formatTime } from "@/platform/clock";
import { composer, listed } from "@/platform/i18n";
import { nameOf } from "@/platform/reference";

/** Presses that waited longer than this for a signal say so. */
const lateMillis = 10_000;

/** What a fact is called where people read it; codes become their names. */
function factOf(name: string, value: unknown): string {
  const { t, te } = composer;
  const named = (key: string) => (te(key) ? t(key) : String(value));
  if (name === "grade") return t(`incident.grade.${(value as number | null) ?? 0}`);
  if (name === "distanceMeters") return formatDistance(Number(value));
  if (value === null || value === undefined) return "";
  if (Array.isArray(value) && name !== "unsigned") return listed(value.map((one) => factOf(name, one)));
  if (name === "typeCode") return nameOf("eventTypes", String(value));
  if (name === "state" || name === "outcome") return named(`incident.${name}.${String(value)}`);
  if (name === "until") return formatTime(String(value), "full");
  if (name === "unsigned") return t("timeline.unsigned", { steps: listed(value as string[]) });
  if (name === "tell") return named(`plan.ladder.${String(value)}`);
  if (name === "proposal") return named(`plan.change.noun.${String(value)}`);
  if (name === "inFavour") return t(value ? "timeline.inFavour" : "timeline.against");
  if (name === "kinds" || name === "report") return named(`report.kind.${String(value)}`);
  if (name === "rung") return named(`order.mark.${String(value)}`);
  if (name === "about") return named(`alert.kind.${String(value)}`);
  if (name === "casualties") {
    const numbers = value as Record<string, number>;
    return casualtyKinds.filter((kind) => (numbers[kind] ?? 0) > 0).map((kind) => `${t(`incident.casualties.${kind}`)} ${numbers[kind]}`).join(" ");
  }
  if (typeof value === "object") {
    const { zh, en, name: own } = value as { zh?: string; en?: string; name?: string };
    return (composer.locale.value === "en" ? (en ?? zh) : zh) ?? own ?? "";
  }
  return String(value);
}

/** Every fact a sentence may ask for, so that one that was not told leaves no braces behind. */
const asked = [
  "count",
  "number", "typeCode", "place", "casualties", "grade", "reason", "state", "outcome", "note", "from", "to", "units", "unit",
  "instruction", "text", "plan", "steps", "code", "title", "evidence", "people", "about", "escalatedTo",
  "proposal", "level", "inFavour", "tell", "until", "unsigned", "urgent",
  "kinds", "name", "report", "receiver", "receivedBy",
  "addressee", "words", "rung", "groups", "group", "lead", "expected", "missing", "signal", "officer", "person", "headline", "sequence",
];

/** What happened, as people read it: the kind in words with the facts that came with it. */
export function sentence({ kind, detail, at }: Pick<LiveEvent, "kind" | "detail" | "at">): string {
  const { t, te } = composer;
  const key = `timeline.kind.${kind.replaceAll(/[.-]/g, "_")}`;
  if (!te(key)) return kind;
  const facts: Record<string, string> = Object.fromEntries(asked.map((name) => [name, ""]));
  for (const [name, value] of Object.entries(detail)) facts[name] = factOf(name, value);
  facts.distance = facts.distanceMeters ?? "";
  const said = t(key, facts).replace(/\s+/g, " ").trim().replace(/[：:，,]$/, "");
  const pressed = typeof detail.pressedAt === "string" ? Date.parse(detail.pressedAt) : NaN;
  const after = Date.parse(at) - pressed > lateMillis ? t("timeline.pressedAt", { time: formatTime(pressed) }) : "";
  return said + after + (detail.late === true && !after ? t("timeline.late") : "");
}
