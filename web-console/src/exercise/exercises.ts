import { computed, reactive, ref, shallowRef } from "vue";
import type { Exercise, ExerciseChoice, Point } from "@/live/entities";
import { call, callForFile } from "@/platform/api";
import { language } from "@/platform/i18n";

/** The dialog stands open; what was chosen in it outlives a look at the map. */
export const exercising = ref(false);
export const choice = shallowRef<ExerciseChoice | null>(null);
export const past = shallowRef<readonly Exercise[]>([]);
/** The exercise whose score is shown. */
export const shown = shallowRef<Exercise | null>(null);

export const wanted = reactive({
  code: "",
  point: null as Point | null,
  place: "",
  players: new Set<string>(),
});
export const scenario = computed(() => choice.value?.scenarios.find(({ code }) => code === wanted.code) ?? null);

/** @param present who is on takes part unless somebody says otherwise */
export async function readExercises(present: readonly string[]) {
  const [choices, before] = await Promise.all([call("listScenarios"), call("listExercises")]);
  past.value = before;
  if (!choice.value) choices.people.filter(({ id }) => present.includes(id)).forEach(({ id }) => wanted.players.add(id));
  choice.value = choices;
  wanted.code ||= choices.scenarios[0]?.code ?? "";
}

/** What `startExercise` is asked for. */
export function startBody() {
  return {
    scenarioCode: wanted.code,
    playerIds: [...wanted.players],
    ...(wanted.point ? { point: { ...wanted.point, system: "wgs_84" as const } } : {}),
    ...(wanted.place.trim() ? { place: wanted.place.trim() } : {}),
  };
}

export function show(exercise: Exercise) {
  shown.value = exercise;
  exercising.value = true;
}

export async function openScorePdf(exerciseId: string) {
  const query = { language: language.value === "en" ? "en" : "zh" };
  const url = URL.createObjectURL(await callForFile("printExercise", { path: { exerciseId }, query }));
  window.open(url, "_blank");
  // The tab has read it by then; nothing else uses it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
