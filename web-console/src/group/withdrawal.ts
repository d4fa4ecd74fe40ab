import type { Notice, Withdrawal } from "@/live/entities";
import type { Command } from "@/live/protocol";
import { isOpen } from "@/alert/follow";

/** The agreement in force, or the signal that sounds. */
export const standing = (all: readonly Withdrawal[]): Withdrawal | undefined =>
  all.find(({ state }) => state === "given") ?? all.find(({ state }) => state === "agreed");

const pressed = (notice: Notice, waiting: readonly Command[]) =>
  waiting.some(({ operation, path, body }) => operation === "setNoticeState" && path?.noticeId === notice.id && (body as { state?: string })?.state === "acknowledged");

/** The signal itself, which names what it is about; that one was agreed or lifted is told in words only. */
export const isSignal = ({ kind, subjectId }: Notice) => kind === "withdrawal" && Boolean(subjectId);

/** The signal this person was told and has not acknowledged: what was pressed without a network counts. */
export function alarms(notices: Iterable<Notice>, personId: string, waiting: readonly Command[]): Notice[] {
  return [...notices].filter((notice) => isSignal(notice) && notice.person.id === personId && isOpen(notice) && !pressed(notice, waiting));
}
