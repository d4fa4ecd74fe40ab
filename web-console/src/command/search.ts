import { computed } from "vue";
import type { FoundPerson } from "@/live/entities";
import { call } from "@/platform/api";
import { useAnswer } from "@/platform/debounced";
import { nameOf } from "@/platform/reference";
import { listed } from "@/platform/i18n";
import type { Choice } from "./people";

const restMillis = 200;

/** What somebody is known by beside the name: the unit, the duties, else the title. */
export const knownAs = ({ unit, duties, title }: Pick<FoundPerson, "unit" | "duties" | "title">) =>
  unit ?? (duties.length ? listed(duties.map((code) => nameOf("planRoles", code))) : title);

/** Everybody of this area and world who fits the words, while they are typed; nothing is asked for an empty text. */
export function useFoundPeople(incidentId: () => string, text: () => string, only: (person: FoundPerson) => boolean = () => true) {
  const question = computed(() => (text().trim() ? [incidentId(), text().trim()] : null));
  const { answer } = useAnswer<string[], FoundPerson[]>(
    question,
    ([id, words], signal) => call("findPeople", { path: { incidentId: id! }, query: { text: words! }, signal }),
    restMillis,
  );
  return computed(() => ((answer.value ?? []) as FoundPerson[]).filter(only).map((person): Choice => ({ kind: "person", id: person.id, name: person.name, as: knownAs(person) })));
}
