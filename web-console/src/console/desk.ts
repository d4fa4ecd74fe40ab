import { computed, ref, shallowRef, watch } from "vue";
import { defineStore } from "pinia";
import { Identity } from "@/identity/session";
import { LiveClient } from "@/live/client";
import { overdueFirst, waitsTooLong } from "@/dispatch/clocks";
import type { CallTaken, Fix, Incident, IncidentDetail, Point, Route, Unit } from "@/live/entities";
import { grouped } from "@/live/groups";
import { queueOrder } from "@/incident/order";
import { whereIs } from "@/tracking/positions";

export const tabs = ["units", "checklist", "command", "orders", "reports", "releases", "notices", "calls", "timeline"] as const;
export type Tab = (typeof tabs)[number];

const leftTabs = ["incidents", "units", "closed", "supervision"] as const;
export type LeftTab = (typeof leftTabs)[number];

export const shownLeftTabs = () => leftTabs.filter((tab) => tab !== "supervision" || identity.may("supervision.read"));

export interface UnitTrack {
  unitId: string;
  fixes: readonly Fix[];
}

export interface MapView {
  point: Point;
  zoom?: number;
  /** With these, the map shows all of them and the point. */
  with?: Point[];
}

interface Part {
  id: string;
  incidentId?: string | null;
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
  /** An incident that left the live picture, read because somebody looks at it. */
  const archived = shallowRef<IncidentDetail | null>(null);
  const partOf = <P extends Part>(current: ReadonlyMap<string, P>, read: (detail: IncidentDetail) => readonly P[]) => {
    const held = grouped(current, (part) => part.incidentId);
    return (id: string | null | undefined): readonly P[] => {
      const now = held(id);
      if (!id || archived.value?.incident.id !== id) return now;
      const ids = new Set(now.map((part) => part.id));
      return [...read(archived.value).filter((part) => !ids.has(part.id)), ...now];
    };
  };
  const assignmentsOf = partOf(live.collection("assignments"), (detail) => detail.assignments);
  const callsOf = partOf(live.collection("calls"), (detail) => detail.calls);
  const responsesOf = partOf(live.collection("responses"), (detail) => detail.responses);
  const stepsOf = partOf(live.collection("steps"), (detail) => detail.steps);
  const proposalsOf = partOf(live.collection("proposals"), (detail) => detail.proposals);
  const checkInsOf = partOf(live.collection("checkIns"), (detail) => detail.checkIns);
  const transfersOf = partOf(live.collection("commandTransfers"), (detail) => detail.commandTransfers);
  const reportsOf = partOf(live.collection("reports"), (detail) => detail.reports);
  const releasesOf = partOf(live.collection("releases"), (detail) => detail.releases);
  const releaseClocksOf = partOf(live.collection("releaseClocks"), (detail) => detail.releaseClocks);
  const reportClocksOf = partOf(live.collection("reportClocks"), (detail) => detail.reportClocks);
  const ordersOf = partOf(live.collection("orders"), (detail) => detail.orders);
  const groupsOf = partOf(live.collection("groups"), (detail) => detail.groups);
  const mustersOf = partOf(live.collection("musters"), (detail) => detail.musters);
  const withdrawalsOf = partOf(live.collection("withdrawals"), (detail) => detail.withdrawals);
  const commandPostsOf = partOf(live.collection("commandPosts"), (detail) => detail.commandPosts);
  const noticesOf = partOf(live.collection("notices"), (detail) => detail.notices);

  const queue = computed(() => queueOrder([...incidents.values()], assignmentsOf));

  const selectedId = ref<string | null>(null);
  const selected = computed<Incident | null>(() => {
    if (!selectedId.value) return null;
    const kept = archived.value?.incident;
    return incidents.get(selectedId.value) ?? (kept?.id === selectedId.value ? kept : null);
  });
  /** The call just taken that belongs to somebody else; said where its incident would stand. */
  const handedOver = shallowRef<CallTaken | null>(null);
  const left = ref<LeftTab>("incidents");
  /** The closed incidents as they stand in their list. */
  const closedIds = shallowRef<readonly string[]>([]);
  const panel = ref<"incident" | "call">("incident");
  const tab = ref<Tab>("units");
  const recommending = ref(false);
  /** The assignment beside which the next unit is offered. */
  const replacing = ref<string | null>(null);
  watch(recommending, (open) => open && (replacing.value = null));
  watch(replacing, (open) => open && (recommending.value = false));
  const selectedUnitId = ref<string | null>(null);

  /** Where the map should go next. */
  const goTo = shallowRef<MapView | null>(null);
  /** A place shown on the map while somebody is choosing it. */
  const mark = shallowRef<Point | null>(null);
  /** Who takes the next click on the map. */
  const pick = shallowRef<((point: Point) => void) | null>(null);
  /** What the click is asked for, where it is not the place of a call. */
  const pickHint = ref("");
  watch(pick, (taking) => taking || (pickHint.value = ""), { flush: "sync" });
  /** The form of a new order stands open. */
  const ordering = ref(false);
  const route = shallowRef<Route | null>(null);
  const track = shallowRef<UnitTrack | null>(null);
  watch(selectedUnitId, (id) => track.value?.unitId !== id && (track.value = null));
  /** Units that a list speaks of now: large and named on the map. */
  const highlighted = shallowRef<ReadonlySet<string>>(new Set());

  function select(id: string | null, view = true) {
    if (selectedId.value !== id) {
      recommending.value = false;
      replacing.value = null;
      ordering.value = false;
      route.value = null;
    }
    selectedId.value = id;
    handedOver.value = null;
    panel.value = "incident";
    const incident = selected.value;
    if (incident && view) goTo.value = { point: incident.point };
  }

  /** The unit's card on the left, its place on the map. */
  function showUnit(unit: Unit) {
    left.value = "units";
    selectedUnitId.value = unit.id;
    const place = whereIs(unit);
    if (place) goTo.value = { point: { longitude: place.longitude, latitude: place.latitude } };
  }

  const queued = () => queue.value.flatMap((row) => (row.kind === "incident" ? [row.incident.id] : []));

  /** The next or previous of the list on the left; from nothing selected, the first. */
  function step(by: 1 | -1) {
    const ids = left.value === "closed" ? closedIds.value : queued();
    if (!ids.length) return;
    const at = selectedId.value ? ids.indexOf(selectedId.value) : -1;
    select(ids[at < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by))]!);
  }

  /** The next unit is offered for whoever has not acknowledged in time: here first, then in the queue's order. */
  function replaceOverdue(): boolean {
    const ids = queued();
    const at = Math.max(0, ids.indexOf(selectedId.value ?? ""));
    const overdue = [...ids.slice(at), ...ids.slice(0, at)].flatMap((id) => overdueFirst(assignmentsOf(id)).filter(waitsTooLong));
    if (!overdue.length) return false;
    const next = overdue[(overdue.findIndex((assignment) => assignment.id === replacing.value) + 1) % overdue.length]!;
    select(next.incidentId);
    tab.value = "units";
    replacing.value = next.id;
    return true;
  }

  function turnTab(by: 1 | -1) {
    tab.value = tabs[(tabs.indexOf(tab.value) + by + tabs.length) % tabs.length]!;
  }

  return {
    incidents, units, queue, assignmentsOf, callsOf, responsesOf, stepsOf, proposalsOf, checkInsOf, transfersOf,
    reportsOf, reportClocksOf, releasesOf, releaseClocksOf, ordersOf, groupsOf, mustersOf, withdrawalsOf, commandPostsOf, noticesOf,
    archived, selectedId, selected, handedOver, left, closedIds, panel, tab, recommending, replacing, selectedUnitId,
    goTo, mark, pick, pickHint, ordering, route, track, highlighted, select, showUnit, step, turnTab, replaceOverdue,
  };
});
