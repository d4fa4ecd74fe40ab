import { computed, onMounted, ref } from "vue";
import type { Receipt } from "@/live/entities";
import { call } from "@/platform/api";
import { now, tick } from "@/platform/clock";
import { useAnswer } from "@/platform/debounced";

/** Who has seen it changes without anything else changing: asked again this often while somebody looks. */
const againMillis = 4_000;

/** Who has seen something and who has not, kept up to date while this component stands. */
export function useReceipts(kind: "order" | "withdrawal", id: () => string, version: () => number) {
  const standing = ref(false);
  onMounted(() => (standing.value = true));
  const pulse = computed(() => (void tick.value, Math.floor(now() / againMillis)));
  return useAnswer<[string, number, number], Receipt[]>(
    () => (standing.value ? [id(), version(), pulse.value] : null),
    ([asked], signal) =>
      kind === "order"
        ? call("listOrderReceipts", { path: { orderId: asked }, signal })
        : call("listWithdrawalReceipts", { path: { withdrawalId: asked }, signal }),
    0,
  );
}
