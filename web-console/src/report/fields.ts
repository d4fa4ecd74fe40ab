/** The texts of a report: the field, its word, and how long it may be. */
export const texts = [
  ["title", "title", 200],
  ["addressee", "addressee", 200],
  ["source", "source", 200],
  ["place", "place", 200],
  ["areaAffected", "area_affected", 500],
  ["onSceneHead", "on_scene_head", 100],
  ["onScenePhone", "on_scene_phone", 30],
  ["leadersOnScene", "leaders_on_scene", 1000],
] as const;

export const longTexts = [
  ["unitOverview", "unit_overview", 2000],
  ["course", "course", 4000],
  ["measures", "measures", 4000],
  ["cause", "cause", 1000],
  ["trend", "trend", 1000],
  ["nextSteps", "next_steps", 2000],
  ["requests", "requests", 1000],
] as const;

export const numbers = [
  ["evacuated", "evacuated"],
  ["lossYuan", "loss_yuan"],
] as const;

/** As many lines as the text fills, within reason. */
export function lines(text: string): number {
  return Math.min(10, Math.max(2, Math.ceil(text.length / 28)));
}
