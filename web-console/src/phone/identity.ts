import { inject, provide, type InjectionKey } from "vue";
import type { Identity } from "@/identity/session";

const key: InjectionKey<Identity> = Symbol("identity");

export function provideIdentity(identity: Identity) {
  provide(key, identity);
}

/** Who is signed in on this phone. */
export function useIdentity(): Identity {
  const identity = inject(key);
  if (!identity) throw new Error("no identity was provided above this component");
  return identity;
}
