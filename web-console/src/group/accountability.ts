import { computed, onMounted, ref } from "vue";
import type { Accountability } from "@/live/entities";
import { call } from "@/platform/api";
import { useAnswer } from "@/platform/debounced";

/** Arrivals come in bursts; the board is read once they rest. */
const restMillis = 400;

/** Who is at the scene, read anew whenever what it is made from has changed. */
export function useAccountability(incidentId: () => string, madeFrom: () => unknown) {
  const standing = ref(false);
  onMounted(() => (standing.value = true));
  const question = computed(() => (standing.value ? [incidentId(), JSON.stringify(madeFrom())] : null));
  return useAnswer<string[], Accountability>(question, ([id], signal) => call("getAccountability", { path: { incidentId: id! }, signal }), restMillis);
}
