import { expect, test } from "vitest";
import { LabelRoom } from "./labels";

test("names of units at one place stand apart, and one without room is left out", () => {
  const room = new LabelRoom();
  room.clear();
  const seats = Array.from({ length: 14 }, (_, i) => room.seat(`unit ${i}`, 100, 100, 8, 80));
  const placed = seats.filter((seat) => seat !== null);
  for (const [i, a] of placed.entries())
    for (const b of placed.slice(i + 1)) expect(Math.abs(a.x - b.x) >= 80 || Math.abs(a.y - b.y) >= 15).toBe(true);
  expect(placed.length).toBeGreaterThanOrEqual(8);
  expect(seats).toContain(null);
});

test("a name keeps its seat in the next picture although a better one became free", () => {
  const room = new LabelRoom();
  room.clear();
  room.block(100, 117, 80, 15);
  const first = room.seat("unit", 100, 100, 8, 80);
  room.clear();
  expect(room.seat("unit", 101, 100, 8, 80)).toEqual({ x: first!.x + 1, y: first!.y });
});
