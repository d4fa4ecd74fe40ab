import { computed, onMounted, ref, watch } from "vue";
import type { GroupProposal } from "@/live/entities";
import { call } from "@/platform/api";
import { useAction } from "@/platform/action";
import { draftsOf, newGroups, type Draft } from "./forming";

/** The plan's groups with who could lead them, read when the form opens and then changed by hand. */
export function useForming(incidentId: () => string, formed: () => ReadonlySet<string>) {
  const reading = useAction();
  const proposals = ref<readonly GroupProposal[]>([]);
  const drafts = ref<Draft[]>([]);
  async function read() {
    const read = await reading.run(() => call("proposeGroups", { path: { incidentId: incidentId() } }));
    if (!read) return;
    proposals.value = read;
    drafts.value = draftsOf(read, formed());
  }
  onMounted(read);
  // Somebody else formed one meanwhile.
  watch(formed, (codes) => (drafts.value = drafts.value.filter(({ code }) => !codes.has(code))));
  const of = (code: string) => proposals.value.find((one) => one.code === code)!;
  const groups = computed(() => newGroups(drafts.value));
  return { drafts, of, groups, read, failure: reading.failure, busy: reading.busy };
}
