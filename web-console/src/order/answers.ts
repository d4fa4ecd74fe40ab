import { useCommands } from "@/phone/commands";
import { now } from "@/platform/clock";

/** What is pressed about an order on a phone: kept in the queue like any status, with the time of the press. */
export function useAnswers(orderId: () => string) {
  const commands = useCommands();
  const path = () => ({ orderId: orderId() });
  const at = () => ({ pressedAt: new Date(now()).toISOString() });
  return {
    acknowledge: () => commands.press("acknowledgeOrder", { path: path(), body: at() as never }),
    feedback: (text: string) => commands.press("addOrderFeedback", { path: path(), body: { text, ...at() } as never }),
    complete: (result: string) => commands.press("completeOrder", { path: path(), body: { result, ...at() } as never }),
    refuse: (reason: string) => commands.press("refuseOrder", { path: path(), body: { reason } as never }),
    verify: () => commands.press("verifyOrder", { path: path(), body: { accepted: true } as never }),
    sendBack: (note: string) => commands.press("verifyOrder", { path: path(), body: { accepted: false, note } as never }),
    cancel: (reason: string) => commands.press("cancelOrder", { path: path(), body: { reason } as never }),
    confirm: () => commands.press("confirmVoiceOrder", { path: path(), body: { confirmed: true } as never }),
    deny: (reason: string) => commands.press("confirmVoiceOrder", { path: path(), body: { confirmed: false, reason } as never }),
  };
}
