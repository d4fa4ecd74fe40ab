import { Identity } from "@/identity/session";

/** The same person as on the console, in a tab of its own. */
export const identity = new Identity("console");
