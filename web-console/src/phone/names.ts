import type { Command } from "@/live/protocol";
import { composer } from "@/platform/i18n";

/** What a person calls the button that made this command. */
export function nameOfCommand({ operation, body }: Command): string {
  const { t, te } = composer;
  const said = (body ?? {}) as { state?: string; duty?: string; decision?: string; text?: string; accepted?: boolean; confirmed?: boolean };
  const variant = said.state ?? said.duty ?? said.decision ?? (said.accepted === false || said.confirmed === false ? "no" : undefined);
  const exact = `phone.command.${operation}_${variant}`;
  if (variant && te(exact)) return t(exact);
  const name = te(`phone.command.${operation}`) ? t(`phone.command.${operation}`) : operation;
  return said.text ? t("phone.commandSays", { name, text: said.text }) : name;
}
