import type { CallTaken } from "@/live/entities";
import { composer } from "@/platform/i18n";

/** Whose a call is that was taken from outside the own area, in one sentence. */
export function handedOver({ incident, handedOverTo }: CallTaken): string {
  if (!handedOverTo) return "";
  const { t, locale } = composer;
  const people = handedOverTo.told.map(({ name }) => name).join(locale.value === "en" ? ", " : "、");
  return t(people ? "call.handedOver" : "call.handedOverToNobody", { number: incident.number, area: handedOverTo.area.name, people });
}
