import { inject, provide, type InjectionKey } from "vue";
import type { LiveClient } from "./client";

const key: InjectionKey<LiveClient> = Symbol("live");

export function provideLive(client: LiveClient) {
  provide(key, client);
}

/** The live client of the page this component stands on. */
export function useLive(): LiveClient {
  const client = inject(key);
  if (!client) throw new Error("no live client was provided above this component");
  return client;
}
