import type { CheckIn, CommandPost, Group } from "@/live/entities";
import { distanceMeters } from "./distance";

export interface ShownPost {
  id: string;
  longitude: number;
  latitude: number;
  name: string;
  ofSelected: boolean;
}

export interface ShownGroups {
  /** The letters of the groups that stand here. */
  codes: string;
  longitude: number;
  latitude: number;
}

/** Groups nearer to each other than this share one mark. */
const togetherMeters = 60;

export const shownPost = ({ id, point, name }: CommandPost, ofSelected: boolean): ShownPost => ({ id, name, ofSelected, ...point });

/** Where groups are, as far as is known: where their lead checked in, or whoever of them did. */
export function groupPlaces(groups: readonly Group[], checkIns: readonly CheckIn[]): ShownGroups[] {
  const places: ShownGroups[] = [];
  for (const group of [...groups].sort((a, b) => a.code.localeCompare(b.code))) {
    if (group.state === "dissolved") continue;
    const ids = [group.lead, ...(group.deputy ? [group.deputy] : []), ...group.members].map(({ id }) => id);
    const here = checkIns
      .filter(({ person, atScene, leftAt }) => atScene && !leftAt && ids.includes(person.id))
      .sort((a, b) => ids.indexOf(a.person.id) - ids.indexOf(b.person.id) || b.checkedInAt.localeCompare(a.checkedInAt))[0];
    if (!here) continue;
    const beside = places.find((place) => distanceMeters(place, here.point) < togetherMeters);
    if (beside) beside.codes += group.code;
    else places.push({ codes: group.code, longitude: here.point.longitude, latitude: here.point.latitude });
  }
  return places;
}
