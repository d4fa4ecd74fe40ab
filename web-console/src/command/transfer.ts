import type { CommandTransfer, PersonRef } from "@/live/entities";

export const isAsked = ({ state }: CommandTransfer) => state === "requested";

/** What a person still has to do about a transfer: hand over, read the sheet, sign for it; or nothing. */
export function duty(transfer: CommandTransfer, personId: string): "hand_over" | "read" | "sign" | null {
  if (!isAsked(transfer)) return null;
  if (transfer.from?.id === personId && !transfer.fromSignedAt) return "hand_over";
  if (transfer.to.id !== personId || transfer.toSignedAt) return null;
  return transfer.briefing && !transfer.briefedAt ? "read" : "sign";
}

/** Whose signature is missing. */
export function unsigned(transfer: CommandTransfer): PersonRef[] {
  const missing: PersonRef[] = [];
  if (transfer.from && !transfer.fromSignedAt) missing.push(transfer.from);
  if (!transfer.toSignedAt) missing.push(transfer.to);
  return missing;
}
