import { computed, ref, shallowRef } from "vue";
import { defineStore } from "pinia";
import { Identity } from "@/identity/session";
import { LiveClient } from "@/live/client";
import type { Incident, Point, Route } from "@/live/entities";
import { grouped } from "@/live/groups";
import { queueOrder } from "@/incident/order";

export const tabs = ["units", "checklist", "notices", "calls", "timeline"] as const;
export type Tab = (typeof tabs)[number];

export interface MapView {
  point: Point;
  zoom?: number;
  /** With these, the map shows all of them and the point. */
  with?: Point[];
}

export const identity = new Identity("console");
let client: LiveClient | null = null;

/** One live link for the whole console, from sign-in to sign-out. */
export function openLive(): LiveClient {
  client ??= new LiveClient({ page: "console", device: identity.device, owner: null, token: (fresh) => identity.token(fresh) });
  return client;
}

export function closeLive() {
  client?.stop();
  client = null;
}

/** What the operator looks at and works on; what is true comes from the live client. */
export const useDesk = defineStore("desk", () => {
  const live = openLive();
  const incidents = live.collection("incidents");
  const units = live.collection("units");
  const assignmentsOf = grouped(live.collection("assignments"), (assignment) => assignment.incidentId);
  const callsOf = grouped(live.collection("calls"), (call) => call.incidentId);
  const responsesOf = grouped(live.collection("responses"), (response) => response.incidentId);
  const stepsOf = grouped(live.collection("steps"), (step) => step.incidentId);
  const checkInsOf = grouped(live.collection("checkIns"), (checkIn) => checkIn.incidentId);
  const transfersOf = grouped(live.collection("commandTransfers"), (transfer) => transfer.incidentId);
  const noticesOf = grouped(live.collection("notices"), (notice) => notice.incidentId);

  const queue = computed(() => queueOrder([...incidents.values()], assignmentsOf));

  const selectedId = ref<string | null>(null);
  const selected = computed<Incident | null>(() => (selectedId.value ? (incidents.get(selectedId.value) ?? null) : null));
  const panel = ref<"incident" | "call">("incident");
  const tab = ref<Tab>("units");
  const recommending = ref(false);
  const selectedUnitId = ref<string | null>(null);

  /** Where the map should go next. */
  const goTo = shallowRef<MapView | null>(null);
  /** A place shown on the map while somebody is choosing it. */
  const mark = shallowRef<Point | null>(null);
  /** Who takes the next click on the map. */
  const pick = shallowRef<((point: Point) => void) | null>(null);
  const route = shallowRef<Route | null>(null);
  /** Units that a list speaks of now: large and named on the map. */
  const highlighted = shallowRef<ReadonlySet<string>>(new Set());

  function select(id: string | null, view = true) {
    if (selectedId.value !== id) {
      recommending.value = false;
      route.value = null;
    }
    selectedId.value = id;
    panel.value = "incident";
    const incident = id ? incidents.get(id) : null;
    if (incident && view) goTo.value = { point: incident.point };
  }

  /** The next or previous of the queue; from nothing selected, the first. */
  function step(by: 1 | -1) {
    const ids = queue.value.flatMap((row) => (row.kind === "incident" ? [row.incident.id] : []));
    if (!ids.length) return;
    const at = selectedId.value ? ids.indexOf(selectedId.value) : -1;
    select(ids[at < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by))]!);
  }

  function turnTab(by: 1 | -1) {
    tab.value = tabs[(tabs.indexOf(tab.value) + by + tabs.length) % tabs.length]!;
  }

  return {
    incidents, units, queue, assignmentsOf, callsOf, responsesOf, stepsOf, checkInsOf, transfersOf, noticesOf,
    selectedId, selected, panel, tab, recommending, selectedUnitId, goTo, mark, pick, route, highlighted,
    select, step, turnTab,
  };
});
