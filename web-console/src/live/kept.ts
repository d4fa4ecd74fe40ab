import type { Entities } from "./protocol";

/** The last picture a page had, so that it opens without a network and says how old it is. */
export interface Picture {
  owner: string;
  entities: Entities;
  completeAt: number;
}

const last = "last";

/** What one phone page keeps on its device. */
export class Kept {
  private readonly opened: Promise<IDBDatabase>;

  constructor(page: string) {
    this.opened = new Promise((resolve, reject) => {
      const request = indexedDB.open(`qianzhi.${page}`, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("outbox", { keyPath: "order", autoIncrement: true }).createIndex("id", "id");
        request.result.createObjectStore("picture");
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error("indexedDB"));
    });
  }

  async within<T>(
    name: "outbox" | "picture",
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> {
    const database = await this.opened;
    return new Promise((resolve, reject) => {
      const durability = name === "outbox" ? "strict" : "relaxed";
      const transaction = database.transaction(name, mode, { durability });
      const request = work(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error("indexedDB"));
    });
  }

  /** The picture this person was last shown; what another person saw on this device is not theirs to see. */
  async picture(owner: string): Promise<Picture | null> {
    const picture = await this.within("picture", "readonly", (store) => store.get(last) as IDBRequest<Picture | undefined>);
    return picture?.owner === owner ? picture : null;
  }

  async keepPicture(picture: Picture) {
    await this.within("picture", "readwrite", (store) => store.put(picture, last));
  }

  async forgetPicture() {
    await this.within("picture", "readwrite", (store) => store.clear());
  }
}
