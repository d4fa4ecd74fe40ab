import { shallowReactive } from "vue";
import type { Collections } from "./entities";
import type { Difference, Entities, Entity } from "./protocol";

/** Entities by collection and id, for the eyes of a page: iterating one in a computed follows every change. */
export class Picture {
  private readonly collections = new Map<string, Map<string, Entity>>();

  /** One collection, by id; empty until something of it is known. */
  collection<K extends keyof Collections>(name: K): ReadonlyMap<string, Collections[K]> {
    return this.held(name) as unknown as ReadonlyMap<string, Collections[K]>;
  }

  apply({ changed, gone }: Pick<Difference, "changed" | "gone">) {
    for (const [name, ids] of Object.entries(gone)) {
      const held = this.held(name);
      for (const id of ids) held.delete(id);
    }
    for (const [name, entities] of Object.entries(changed)) {
      const held = this.held(name);
      for (const entity of entities) held.set(entity.id, entity);
    }
  }

  /** Shows exactly these; what is the same stays untouched. */
  show(entities: Entities) {
    for (const [name, held] of this.collections) {
      const named = new Set((entities[name] ?? []).map((entity) => entity.id));
      for (const id of [...held.keys()]) if (!named.has(id)) held.delete(id);
    }
    for (const [name, list] of Object.entries(entities)) {
      const held = this.held(name);
      for (const entity of list) if (held.get(entity.id) !== entity) held.set(entity.id, entity);
    }
  }

  private held(name: string): Map<string, Entity> {
    let held = this.collections.get(name);
    if (!held) this.collections.set(name, (held = shallowReactive(new Map<string, Entity>())));
    return held;
  }
}
