import type { Sent } from "./protocol";

/** Where messages wait until the server has answered them. */
export interface Outbox {
  load(): Promise<Sent[]>;
  put(message: Sent): Promise<void>;
  remove(id: string): Promise<void>;
}

export function memoryOutbox(): Outbox {
  return { load: async () => [], put: async () => {}, remove: async () => {} };
}

interface Row {
  order?: number;
  id: string;
  message: Sent;
}

/** Survives a closed page and an empty battery; the order in which the buttons were pressed is kept. */
export function durableOutbox(page: string): Outbox {
  const opened = new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(`qianzhi.${page}`, 1);
    request.onupgradeneeded = () =>
      request.result.createObjectStore("outbox", { keyPath: "order", autoIncrement: true }).createIndex("id", "id");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("indexedDB"));
  });
  async function within<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const database = await opened;
    return new Promise((resolve, reject) => {
      const transaction = database.transaction("outbox", mode, { durability: "strict" });
      const request = work(transaction.objectStore("outbox"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error ?? new Error("indexedDB"));
    });
  }
  return {
    load: async () => (await within("readonly", (store) => store.getAll() as IDBRequest<Row[]>)).map((row) => row.message),
    put: async (message) => {
      await within("readwrite", (store) => store.add({ id: message.id, message } satisfies Row));
    },
    remove: async (id) => {
      const key = await within("readonly", (store) => store.index("id").getKey(id));
      if (key !== undefined) await within("readwrite", (store) => store.delete(key));
    },
  };
}
