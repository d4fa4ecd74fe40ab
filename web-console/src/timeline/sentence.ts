import type { LiveEvent } from "@/live/protocol";
import { composer } from "@/platform/i18n";
import { nameOf } from "@/platform/reference";
import { casualtyKinds } from "@/incident/draft";

type Detail = Record<string, unknown>;

function factsOf({ kind, detail }: Pick<LiveEvent, "kind" | "detail">): string[] {
  const { t, te } = composer;
  const facts: string[] = [];
  const text = (name: string) => (typeof detail[name] === "string" ? (detail[name] as string) : "");
  if (text("typeCode")) facts.push(nameOf("eventTypes", text("typeCode")));
  for (const name of ["place", "from", "to", "reason", "note", "text", "title", "planName", "evidence", "person", "name"]) {
    const value = detail[name];
    if (typeof value === "string" && value) facts.push(value);
    else if (value && typeof value === "object") facts.push(textOf(value as Detail));
  }
  if (kind === "incident.graded") facts.unshift(t(`incident.grade.${(detail.grade as number | null) ?? 0}`));
  for (const group of ["incident.state", "incident.outcome"]) {
    const key = `${group}.${text(group.split(".")[1]!)}`;
    if (te(key)) facts.push(t(key));
  }
  const casualties = detail.casualties as Record<string, number> | undefined;
  if (casualties)
    facts.push(casualtyKinds.filter((k) => (casualties[k] ?? 0) > 0).map((k) => `${t(`incident.casualties.${k}`)} ${casualties[k]}`).join(" "));
  return facts.filter(Boolean);
}

/** A name in two languages, a person, or nothing. */
function textOf(value: Detail): string {
  const shown = composer.locale.value === "en" ? (value.en ?? value.zh) : value.zh;
  return String(shown ?? value.name ?? "");
}

/** What happened, as people read it: the kind in words and the few facts that came with it. */
export function sentence(event: Pick<LiveEvent, "kind" | "detail">): string {
  const { t, te } = composer;
  const key = `timeline.kind.${event.kind.replaceAll(/[.-]/g, "_")}`;
  const detail = Object.fromEntries(Object.entries(event.detail).map(([name, value]) => [name, typeof value === "object" ? "" : value]));
  const what = te(key) ? t(key, { number: "", callSign: "", code: "", ...detail }).trim() : event.kind;
  return [what, ...factsOf(event)].join(" · ");
}
