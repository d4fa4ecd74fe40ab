import type { Difference, Entities, Entity, LiveEvent } from "./protocol";

/** All entities this page may see, as last told by the server, and what of it the page has not been told yet. */
export class LiveState {
  private readonly held = new Map<string, Map<string, Entity>>();
  private readonly changed = new Map<string, Set<string>>();
  private readonly gone = new Map<string, Set<string>>();
  private events: LiveEvent[] = [];
  private whole = false;

  /** A snapshot is the whole truth: what it does not name is gone. */
  replace(entities: Entities) {
    for (const [name, collection] of this.held) {
      const named = new Set((entities[name] ?? []).map((entity) => entity.id));
      for (const id of [...collection.keys()]) if (!named.has(id)) this.remove(name, id);
    }
    this.apply(entities);
    this.whole = true;
  }

  apply(entities: Entities) {
    for (const [name, list] of Object.entries(entities)) {
      const collection = this.held.get(name) ?? new Map<string, Entity>();
      this.held.set(name, collection);
      for (const entity of list) {
        const version = collection.get(entity.id)?.version;
        if (version !== undefined && entity.version !== undefined && entity.version < version) continue;
        collection.set(entity.id, entity);
        this.mark(this.changed, name, entity.id);
        this.gone.get(name)?.delete(entity.id);
      }
    }
  }

  /** Everything held, to be kept. */
  all(): Entities {
    return Object.fromEntries([...this.held].map(([name, collection]) => [name, [...collection.values()]]));
  }

  happened(event: LiveEvent) {
    this.events.push(event);
  }

  /** What changed since this was last asked; null when nothing did. */
  take(): Difference | null {
    const difference: Difference = { changed: {}, gone: {}, events: this.events, whole: this.whole };
    for (const [name, ids] of this.changed) {
      const collection = this.held.get(name);
      if (collection && ids.size) difference.changed[name] = [...ids].map((id) => collection.get(id)!);
    }
    for (const [name, ids] of this.gone) if (ids.size) difference.gone[name] = [...ids];
    const nothing =
      !this.whole &&
      !this.events.length &&
      !Object.keys(difference.changed).length &&
      !Object.keys(difference.gone).length;
    this.changed.clear();
    this.gone.clear();
    this.events = [];
    this.whole = false;
    return nothing ? null : difference;
  }

  private remove(name: string, id: string) {
    this.held.get(name)?.delete(id);
    this.changed.get(name)?.delete(id);
    this.mark(this.gone, name, id);
  }

  private mark(marks: Map<string, Set<string>>, name: string, id: string) {
    const ids = marks.get(name) ?? new Set<string>();
    marks.set(name, ids.add(id));
  }
}
