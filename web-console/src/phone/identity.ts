import type { Identity } from "@/identity/session";
import { provided } from "@/platform/provided";

/** Who is signed in on this phone. */
export const [provideIdentity, useIdentity] = provided<Identity>("identity");
