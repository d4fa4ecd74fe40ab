import { computed, reactive, ref, watch } from "vue";
import type { Casualties, CoordinateSystem, DuplicateCandidate, NewCall, Place, PlaceDescription, Point } from "@/live/entities";
import { call } from "@/platform/api";
import { useAnswer } from "@/platform/debounced";
import { limits } from "@/platform/limits";
import { explain } from "@/platform/problem";
import { reference, say } from "@/platform/reference";
import { now } from "@/platform/clock";
import { readCoordinates } from "./coordinates";
import { initials } from "./initials";

export type EventType = NonNullable<typeof reference.value>["eventTypes"][number];

function blank() {
  return {
    answeredAt: 0,
    typeText: "",
    typeCode: null as string | null,
    placeText: "",
    /** As given, with its system; the server converts and keeps both. */
    source: null as { latitude: number; longitude: number; system: CoordinateSystem } | null,
    system: "wgs_84" as CoordinateSystem,
    /** The coordinates as they were typed, to read them again in another system. */
    typed: null as Point | null,
    described: null as PlaceDescription | null,
    description: "",
    callback: "",
    priority: 2,
    casualties: { dead: 0, missing: 0, trapped: 0, serious: 0, light: 0 } as Casualties,
  };
}

/** The call being taken. It outlives the form: closing loses nothing. */
export const draft = reactive(blank());
export const locating = ref(false);
export const locateFailure = ref("");

export function startCall() {
  if (!draft.answeredAt) draft.answeredAt = now();
}

export function clearCall() {
  Object.assign(draft, blank());
  locateFailure.value = "";
}

/** In WGS-84: what the map and the search for duplicates use. */
export const draftPoint = computed<Point | null>(() => draft.described?.point ?? null);

/** Settles the place on a point; without a text of its own it gets the nearest address. */
export async function locate(point: Point, system: CoordinateSystem, placeText?: string) {
  draft.source = { ...point, system };
  draft.described = null;
  if (placeText !== undefined) draft.placeText = placeText;
  locating.value = true;
  locateFailure.value = "";
  const mine = draft.source;
  try {
    const described = await call("describePlace", { query: { ...point, system } });
    if (draft.source !== mine && JSON.stringify(draft.source) !== JSON.stringify(mine)) return;
    draft.described = described;
    if (!draft.placeText.trim())
      draft.placeText = described.address ?? `${described.point.latitude.toFixed(5)}, ${described.point.longitude.toFixed(5)}`;
  } catch (thrown) {
    locateFailure.value = explain(thrown);
  } finally {
    locating.value = false;
  }
}

function cityBounds(): readonly number[] {
  return reference.value?.city.bounds ?? [0, 0, 0, 0];
}

const typedCoordinates = computed(() => (draft.source ? null : readCoordinates(draft.placeText, cityBounds())));

/** Typed coordinates are one suggestion; otherwise what the search found. */
export function placeChoices(found: readonly Place[] | null): readonly Place[] {
  const point = typedCoordinates.value;
  return point ? [{ name: `${point.latitude}, ${point.longitude}`, kind: "coordinates", point }] : (found ?? []);
}

/** Types whose name is what was typed, then those whose code, name or initials begin with it, then contain it. */
export const typeMatches = computed<EventType[]>(() => {
  const wanted = draft.typeText.trim().toLowerCase();
  const all = typeIndex.value;
  if (!wanted) return all.slice(0, 12).map(({ type }) => type);
  const rank = ({ code, name, letters }: (typeof all)[number]) =>
    name === wanted ? -1
    : code.startsWith(wanted) || name.startsWith(wanted) || letters.startsWith(wanted) ? 0
    : name.includes(wanted) || letters.includes(wanted) ? 1 : 2;
  return all.map((entry) => ({ entry, rank: rank(entry) }))
    .filter(({ rank }) => rank < 2)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, 12)
    .map(({ entry }) => entry.type);
});

const typeIndex = computed(() =>
  (reference.value?.eventTypes ?? []).map((type) => ({
    type, code: type.code.toLowerCase(), name: say(type.name).toLowerCase(), letters: initials(type.name.zh),
  })),
);

export function usePlaceSearch() {
  return useAnswer<string, Place[]>(
    () => {
      const text = draft.placeText.trim();
      return text.length >= 2 && !draft.source && !typedCoordinates.value ? text : null;
    },
    (text, signal) => call("searchPlaces", { query: { text, limit: 8 }, signal }),
    limits.searchDelayMillis,
  );
}

export function useDuplicates() {
  return useAnswer<{ point: Point; typeCode?: string; callbackNumber?: string }, DuplicateCandidate[]>(
    () =>
      draftPoint.value
        ? {
            point: draftPoint.value,
            ...(draft.typeCode ? { typeCode: draft.typeCode } : {}),
            ...(callbackValid.value && draft.callback ? { callbackNumber: draft.callback.trim() } : {}),
          }
        : null,
    (body, signal) => call("findDuplicates", { body, signal }),
    limits.searchDelayMillis,
  );
}

export const callbackValid = computed(() => !draft.callback.trim() || /^[0-9+() -]{3,20}$/.test(draft.callback.trim()));

/** Typing again in a place that was settled unsettles it. */
export function placeTyped() {
  draft.typed = null;
  draft.source = null;
  draft.described = null;
}

export function newCall(incidentId?: string): NewCall | null {
  if (!draft.typeCode || !draft.source || !draft.placeText.trim()) return null;
  const number = draft.callback.trim();
  return {
    typeCode: draft.typeCode,
    point: { ...draft.source },
    place: draft.placeText.trim(),
    description: draft.description.trim(),
    priority: draft.priority,
    casualties: { ...draft.casualties },
    answeredAt: new Date(draft.answeredAt || now()).toISOString(),
    ...(number ? { callbackNumber: number } : {}),
    ...(incidentId ? { incidentId } : {}),
  };
}

watch(
  () => draft.system,
  (system) => {
    if (draft.typed && draft.source) void locate(draft.typed, system, "");
  },
);
