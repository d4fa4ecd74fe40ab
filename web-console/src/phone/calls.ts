import { computed } from "vue";
import type { Person } from "@/live/entities";
import { useLive } from "@/live/use";
import { asked } from "@/group/muster";
import { alarms } from "@/group/withdrawal";
import { concerns, isSettled, rings } from "@/order/orders";
import { useCommands } from "./commands";
import type { Sound } from "./ringer";

/** What calls this person wherever he is: the withdrawal signal, orders, the count. */
export function useCalls(person: Person) {
  const live = useLive();
  const commands = useCommands();
  const withdrawals = computed(() => alarms(live.collection("notices").values(), person.id, commands.waiting));
  const orders = computed(() =>
    [...live.collection("orders").values()]
      .filter((order) => concerns(order, person.id) && !isSettled(order) && order.state !== "draft")
      .sort((a, b) => Number(rings(b, person.id, commands.waiting)) - Number(rings(a, person.id, commands.waiting)) || b.number - a.number),
  );
  const ringing = computed(() => orders.value.filter((order) => rings(order, person.id, commands.waiting)));
  const counts = computed(() =>
    [...live.collection("musters").values()].flatMap((muster) => asked(muster, person.id, commands.waiting).map((entry) => ({ muster, entry }))),
  );
  const sound = computed<Sound | null>(() =>
    withdrawals.value.length ? "siren" : ringing.value.length || counts.value.some(({ entry }) => entry.state === "waiting") ? "ring" : null,
  );
  return { withdrawals, orders, ringing, counts, sound };
}
