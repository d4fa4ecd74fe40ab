import type { Notice, Order } from "@/live/entities";
import { isSignal } from "@/group/withdrawal";
import { concerns } from "@/order/orders";

/** These have cards or a bell of their own on a phone. */
const kinds = new Set<Notice["kind"]>(["assignment", "assignment_overdue", "command_request", "command_appointment", "group_formed", "muster"]);

/** Whether what a notice says asks this person by itself, so that it need not be said twice. */
export function asksByItself(notice: Notice, orderOf: (id: string) => Order | undefined, personId: string): boolean {
  const { kind, subjectId } = notice;
  if (kinds.has(kind) || isSignal(notice)) return true;
  const order = kind === "order" || kind === "order_confirmation" ? orderOf(subjectId ?? "") : undefined;
  return order !== undefined && (kind === "order_confirmation" || concerns(order, personId));
}
