import { computed } from "vue";
import type { LiveClient } from "@/live/client";
import { grouped } from "@/live/groups";
import type { Assignment, Incident, Person } from "@/live/entities";
import { now, tick } from "@/platform/clock";
import { byWeight, matters, waitsOf, type Situation, type Wait } from "./waits";

export interface Case extends Situation {
  incident: Incident;
  assignments: readonly Assignment[];
  waits: readonly Wait[];
}

/** Every incident this leader can see with what belongs to it, those that matter to him first. */
export function useCases(live: LiveClient, person: Person) {
  const responsesOf = grouped(live.collection("responses"), (one) => one.incidentId);
  const stepsOf = grouped(live.collection("steps"), (one) => one.incidentId);
  const noticesOf = grouped(live.collection("notices"), (one) => one.incidentId);
  const transfersOf = grouped(live.collection("commandTransfers"), (one) => one.incidentId);
  const checkInsOf = grouped(live.collection("checkIns"), (one) => one.incidentId);
  const assignmentsOf = grouped(live.collection("assignments"), (one) => one.incidentId);
  /** Deadlines pass by the minute; nobody needs the list sorted anew every second. */
  const minute = computed(() => (void tick.value, Math.floor(now() / 60_000)));

  const cases = computed(() => {
    const atMillis = (minute.value + 1) * 60_000;
    const all = [...live.collection("incidents").values()].map((incident): Case => {
      const situation = {
        incident,
        responses: responsesOf(incident.id),
        steps: [...stepsOf(incident.id)].sort((a, b) => a.position - b.position),
        notices: noticesOf(incident.id),
        transfers: transfersOf(incident.id),
        checkIns: checkInsOf(incident.id),
        assignments: assignmentsOf(incident.id),
      };
      return { ...situation, waits: waitsOf(person, situation, atMillis) };
    });
    return all.sort(byWeight);
  });
  const first = computed(() => cases.value.filter((one) => matters(one, one.waits)));
  const others = computed(() => cases.value.filter((one) => one.incident.state !== "closed" && !matters(one, one.waits)));
  return { cases, first, others };
}
