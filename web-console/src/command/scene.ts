import { computed, type ComputedRef } from "vue";
import type { CommandPost, Incident, Muster, Order, Withdrawal } from "@/live/entities";
import type { LiveClient } from "@/live/client";
import { grouped } from "@/live/groups";
import type { Around } from "./people";

/** Everything about the command of one incident. */
export interface Scene extends Around {
  orders: readonly Order[];
  musters: readonly Muster[];
  withdrawals: readonly Withdrawal[];
  posts: readonly CommandPost[];
}

/** By incident, so that a page with many incidents goes through each collection once. */
export function scenes(live: LiveClient): (incident: Incident) => Scene {
  const of = (part: { incidentId: string }) => part.incidentId;
  const groups = grouped(live.collection("groups"), of);
  const checkIns = grouped(live.collection("checkIns"), of);
  const steps = grouped(live.collection("steps"), of);
  const assignments = grouped(live.collection("assignments"), of);
  const transfers = grouped(live.collection("commandTransfers"), of);
  const orders = grouped(live.collection("orders"), of);
  const musters = grouped(live.collection("musters"), of);
  const withdrawals = grouped(live.collection("withdrawals"), of);
  const posts = grouped(live.collection("commandPosts"), of);
  const units = live.collection("units");
  return (incident) => ({
    incident,
    groups: groups(incident.id),
    checkIns: checkIns(incident.id),
    steps: steps(incident.id),
    assignments: assignments(incident.id),
    transfers: transfers(incident.id),
    orders: orders(incident.id),
    musters: musters(incident.id),
    withdrawals: withdrawals(incident.id),
    posts: posts(incident.id),
    unit: (id) => units.get(id),
  });
}

export function useScene(live: LiveClient, incident: () => Incident | undefined): ComputedRef<Scene | undefined> {
  const sceneOf = scenes(live);
  return computed(() => {
    const present = incident();
    return present && sceneOf(present);
  });
}
