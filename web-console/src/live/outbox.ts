import type { Kept } from "./kept";
import type { Sent } from "./protocol";

/** Where messages wait until the server has answered them. */
export interface Outbox {
  load(): Promise<Sent[]>;
  put(message: Sent): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Until the page is closed; for pages that keep nothing, and for browsers that refuse to. */
export function memoryOutbox(): Outbox {
  const messages = new Map<string, Sent>();
  return {
    load: async () => [...messages.values()],
    put: async (message) => void messages.set(message.id, message),
    remove: async (id) => void messages.delete(id),
  };
}

interface Row {
  order?: number;
  id: string;
  owner: string;
  message: Sent;
}

/**
 * Survives a closed page and an empty battery; the order in which the buttons were pressed is kept.
 * What one person pressed is never sent in the name of another.
 */
export function durableOutbox(kept: Kept, owner: string): Outbox {
  return {
    load: async () => {
      const rows = await kept.within("outbox", "readonly", (store) => store.getAll() as IDBRequest<Row[]>);
      return rows.filter((row) => row.owner === owner).map((row) => row.message);
    },
    put: async (message) => {
      await kept.within("outbox", "readwrite", (store) => store.add({ id: message.id, owner, message } satisfies Row));
    },
    remove: async (id) => {
      const key = await kept.within("outbox", "readonly", (store) => store.index("id").getKey(id));
      if (key !== undefined) await kept.within("outbox", "readwrite", (store) => store.delete(key));
    },
  };
}
