import { shallowRef } from "vue";
import type { ReleaseCheckItem } from "@/live/entities";
import { call } from "@/platform/api";

interface Checklists {
  facts: readonly ReleaseCheckItem[];
  legal: readonly ReleaseCheckItem[];
}

/** What is confirmed in the two checks; asked for once, when the first release is looked at. */
export const checklists = shallowRef<Checklists>({ facts: [], legal: [] });

export async function loadChecklists() {
  if (checklists.value.facts.length) return;
  checklists.value = await call("getReleaseChecklists");
}
