import { computed, type ComputedRef } from "vue";

/** A collection by some key of its entities, kept up to date; asking for a key nobody has gives an empty list. */
export function grouped<T>(collection: ReadonlyMap<string, T>, keyOf: (entity: T) => string | null | undefined) {
  const groups: ComputedRef<Map<string, T[]>> = computed(() => {
    const all = new Map<string, T[]>();
    for (const entity of collection.values()) {
      const key = keyOf(entity);
      if (!key) continue;
      const list = all.get(key);
      if (list) list.push(entity);
      else all.set(key, [entity]);
    }
    return all;
  });
  return (key: string | null | undefined): readonly T[] => (key ? (groups.value.get(key) ?? []) : []);
}
