import { onScopeDispose, watch, type Ref } from "vue";
import type { Assignment, AssignmentState, Incident, Point, Unit } from "@/live/entities";
import { useLive } from "@/live/use";
import { call } from "@/platform/api";
import { now } from "@/platform/clock";
import { distanceMeters } from "@/tracking/distance";
import { Drive } from "@/tracking/drive";
import type { PlayedSpot } from "@/tracking/simulated";

const metersPerSecond = 20;
const thereMeters = 30;
/** The server knows the unit to be elsewhere: it was moved while this page did not look. */
const elsewhereMeters = 300;
const askAgainMillis = 5_000;

const key = "qianzhi.field.simulatedAt";

/** A page that is opened again goes on where it was: a crew may not follow units, its own neither. */
function remembered(unitId: string): Point | null {
  try {
    const at = JSON.parse(localStorage.getItem(key) ?? "null") as ({ unitId: string } & Point) | null;
    return at?.unitId === unitId ? { latitude: at.latitude, longitude: at.longitude } : null;
  } catch {
    return null;
  }
}

interface Use {
  unit: Ref<Unit | undefined>;
  onDuty: Ref<boolean>;
  assignment: Ref<Assignment | undefined>;
  incident: Ref<Incident | undefined>;
  /** What the crew has pressed, sent or not. */
  pressed: Ref<AssignmentState | undefined>;
}

/** A crew that sits at a desk: its unit stands where it was, and drives to the incident once it has set out. */
export function useSimulatedCrew({ unit, onDuty, assignment, incident, pressed }: Use) {
  const live = useLive();
  let at: Point | null = null;
  let road: { to: string; points: Point[] } | null = null;
  let drive: { way: Drive; since: number } | null = null;
  let asking = false;
  let askAgainAt = 0;
  let gone = false;
  onScopeDispose(() => (gone = true));

  // The unit is not ours any more: whoever plays it next may take it elsewhere.
  watch(onDuty, (on, before) => {
    if (on || !before) return;
    at = road = drive = null;
    localStorage.removeItem(key);
  });

  /** Changes with the order and with the place it names. */
  const errand = () =>
    assignment.value && incident.value
      ? `${assignment.value.id} ${incident.value.point.latitude} ${incident.value.point.longitude}`
      : null;

  async function ask(assignmentId: string, to: string) {
    if (asking || now() < askAgainAt || live.link.phase !== "live") return;
    asking = true;
    try {
      const route = await call("getAssignmentRoute", { path: { assignmentId } });
      if (gone || errand() !== to) return;
      const points = route.points.map(([longitude, latitude]) => ({ longitude: longitude!, latitude: latitude! }));
      road = { to, points };
      if (!at || distanceMeters(at, points[0]!) > elsewhereMeters) at = points[0]!;
    } catch {
      // No road yet: it stands, and the route's own box says why.
      askAgainAt = now() + askAgainMillis;
    } finally {
      asking = false;
    }
  }

  function move(atMillis: number): PlayedSpot | null {
    if (!drive) return at && { ...at, headingDegrees: null, speedMetersPerSecond: 0 };
    const metres = ((atMillis - drive.since) / 1000) * metersPerSecond;
    const spot = drive.way.at(metres);
    const over = metres >= drive.way.lengthMeters;
    at = { latitude: spot.latitude, longitude: spot.longitude };
    if (over) drive = null;
    return { ...spot, speedMetersPerSecond: over ? 0 : metersPerSecond };
  }

  return function play(atMillis: number): PlayedSpot | null {
    if (!unit.value) return null;
    at ??= remembered(unit.value.id) ?? unit.value.fix?.point ?? unit.value.stationPoint ?? null;
    const to = errand();
    if (road && road.to !== to) {
      move(atMillis);
      road = drive = null;
    }
    if (to && !road) void ask(assignment.value!.id, to);
    const away = pressed.value === "en_route" || pressed.value === "on_scene";
    const scene = incident.value?.point;
    if (away && at && scene && road && !drive && distanceMeters(at, scene) > thereMeters)
      drive = { way: new Drive([at, ...road.points, scene]), since: atMillis };
    const spot = move(atMillis);
    if (at) localStorage.setItem(key, JSON.stringify({ unitId: unit.value.id, ...at }));
    return spot;
  };
}
