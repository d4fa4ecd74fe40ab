import { computed, shallowRef } from "vue";
import type { Reference, Text } from "@/live/entities";
import { call } from "./api";
import { language } from "./i18n";

/** What every page needs to know once: types, names of codes, thresholds, the city. */
export const reference = shallowRef<Reference | null>(null);

export async function loadReference() {
  reference.value = await call("getReference");
}

const key = "qianzhi.reference";

/** For phones: what was read last is used until it can be read again; false when there is neither. */
export async function loadKeptReference(): Promise<boolean> {
  const kept = localStorage.getItem(key);
  if (kept) reference.value ??= JSON.parse(kept) as Reference;
  try {
    await loadReference();
    localStorage.setItem(key, JSON.stringify(reference.value));
  } catch {
    // The page lives on what it has; the next connection asks again.
  }
  return reference.value !== null;
}

/** The text in the language of the screen. */
export function say(text: Text | null | undefined): string {
  if (!text) return "";
  return language.value === "en" ? text.en || text.zh : text.zh;
}

type Coded = "eventTypes" | "services" | "capabilities" | "unitKinds" | "planRoles" | "plans";

const names = computed(() => {
  const all = new Map<string, Text>();
  const held = reference.value;
  if (held)
    for (const list of ["eventTypes", "services", "capabilities", "unitKinds", "planRoles", "plans"] as const)
      for (const { code, name } of held[list]) all.set(`${list} ${code}`, name);
  return all;
});

/** The name of a code, or the code itself where no name is known. */
export function nameOf(list: Coded, code: string | null | undefined): string {
  if (!code) return "";
  return say(names.value.get(`${list} ${code}`)) || code;
}
