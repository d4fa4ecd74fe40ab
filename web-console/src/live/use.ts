import { provided } from "@/platform/provided";
import type { LiveClient } from "./client";

/** The live client of the page this component stands on. */
export const [provideLive, useLive] = provided<LiveClient>("live client");
