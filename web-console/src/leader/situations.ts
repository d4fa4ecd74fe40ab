import { computed } from "vue";
import type { LiveClient } from "@/live/client";
import { grouped } from "@/live/groups";
import type { Assignment, Incident, Person } from "@/live/entities";
import { now, tick } from "@/platform/clock";
import { scenes, type Scene } from "@/command/scene";
import { byWeight, matters, waitsOf, type Situation, type Wait } from "./waits";

export interface Case extends Situation {
  incident: Incident;
  assignments: readonly Assignment[];
  scene: Scene;
  waits: readonly Wait[];
}

/** Every incident this leader can see with what belongs to it, those that matter to him first. */
export function useCases(live: LiveClient, person: Person) {
  const responsesOf = grouped(live.collection("responses"), (one) => one.incidentId);
  const proposalsOf = grouped(live.collection("proposals"), (one) => one.incidentId);
  const noticesOf = grouped(live.collection("notices"), (one) => one.incidentId);
  const releasesOf = grouped(live.collection("releases"), (one) => one.incidentId);
  const reportsOf = grouped(live.collection("reports"), (one) => one.incidentId);
  const sceneOf = scenes(live);
  /** Deadlines pass by the minute; nobody needs the list sorted anew every second. */
  const minute = computed(() => (void tick.value, Math.floor(now() / 60_000)));

  const cases = computed(() => {
    const atMillis = (minute.value + 1) * 60_000;
    const all = [...live.collection("incidents").values()].map((incident): Case => {
      const scene = sceneOf(incident);
      const situation = {
        incident,
        responses: responsesOf(incident.id),
        steps: [...scene.steps].sort((a, b) => a.position - b.position),
        proposals: proposalsOf(incident.id),
        notices: noticesOf(incident.id),
        releases: releasesOf(incident.id),
        reports: reportsOf(incident.id),
        transfers: scene.transfers,
        checkIns: scene.checkIns,
        assignments: scene.assignments,
        orders: scene.orders,
        groups: scene.groups,
        musters: scene.musters,
        scene,
      };
      return { ...situation, waits: waitsOf(person, situation, atMillis) };
    });
    return all.sort(byWeight);
  });
  const first = computed(() => cases.value.filter((one) => matters(one, one.waits)));
  const others = computed(() => cases.value.filter((one) => one.incident.state !== "closed" && !matters(one, one.waits)));
  return { cases, first, others };
}
