import { expect, test } from "vitest";
import type { CheckIn, Group } from "@/live/entities";
import { groupPlaces } from "./sceneMarks";

const group = (code: string, lead: string, more: Partial<Group> = {}) => ({ code, lead: { id: lead, name: lead }, members: [], state: "formed", ...more }) as unknown as Group;
const checkIn = (id: string, latitude: number, more: Partial<CheckIn> = {}) =>
  ({ person: { id, name: id }, point: { latitude, longitude: 71.4 }, atScene: true, checkedInAt: "2026-11-22T18:00:00Z", ...more }) as unknown as CheckIn;

test("a group stands where its lead checked in, else where one of its people did", () => {
  const groups = [group("C", "doctor", { members: [{ id: "nurse", name: "" }] }), group("A", "chief"), group("K", "press"), group("B", "fire")];
  const checkIns = [checkIn("chief", 51.16), checkIn("fire", 51.1601), checkIn("nurse", 51.17), checkIn("press", 51.16, { leftAt: "2026-11-22T18:10:00Z" })];
  expect(groupPlaces(groups, checkIns)).toEqual([
    { codes: "AB", latitude: 51.16, longitude: 71.4 },
    { codes: "C", latitude: 51.17, longitude: 71.4 },
  ]);
});

test("who is far from the scene, has left or belongs to a dissolved group is not on the map", () => {
  expect(groupPlaces([group("A", "chief")], [checkIn("chief", 51, { atScene: false })])).toEqual([]);
  expect(groupPlaces([group("A", "chief", { state: "dissolved" })], [checkIn("chief", 51)])).toEqual([]);
});
