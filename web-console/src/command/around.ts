import { computed } from "vue";
import { useDesk } from "@/console/desk";
import type { Incident } from "@/live/entities";
import { addresseesOf, peopleOf, type Around } from "./people";

/** Who has to do with the incident on the desk, and to whom orders can go. */
export function useAround(incident: () => Incident) {
  const desk = useDesk();
  const around = computed<Around>(() => {
    const { id } = incident();
    return {
      incident: incident(),
      groups: desk.groupsOf(id),
      checkIns: desk.checkInsOf(id),
      steps: desk.stepsOf(id),
      assignments: desk.assignmentsOf(id),
      transfers: desk.transfersOf(id),
      unit: (unitId) => desk.units.get(unitId),
    };
  });
  const people = computed(() => peopleOf(around.value));
  const addressees = computed(() => addresseesOf(around.value));
  return { around, people, addressees };
}
