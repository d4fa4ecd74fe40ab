import { expect, test } from "vitest";
import type { TimelineEvent } from "@/live/entities";
import { LiveState } from "@/live/state";
import type { Entities } from "@/live/protocol";
import { Past } from "./past";

/** The same numbers every time. */
function random(seed: number) {
  return () => ((seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648);
}

function night(seed: number, length: number): TimelineEvent[] {
  const next = random(seed);
  const versions = new Map<string, number>();
  let at = Date.UTC(2026, 10, 22);
  return Array.from({ length }, (_, i) => {
    at += Math.floor(next() * 3) * 1000;
    const entities: Record<string, { id: string; version: number }[]> = {};
    for (let n = 0; n < 1 + next() * 3; n++) {
      const name = ["steps", "assignments", "notices"][Math.floor(next() * 3)]!;
      const id = `${name}-${Math.floor(next() * 12)}`;
      const version = (versions.get(id) ?? 0) + 1;
      versions.set(id, version);
      (entities[name] ??= []).push({ id, version });
    }
    return { id: i + 1, stream: "incident:x", version: i + 1, at: new Date(at).toISOString(), kind: "x", detail: {}, entities, hash: "" } as unknown as TimelineEvent;
  });
}

function held(past: Past) {
  const all: Record<string, string[]> = {};
  for (const name of ["steps", "assignments", "notices"] as const)
    all[name] = [...past.picture.collection(name)].map(([id, entity]) => `${id} ${entity.version}`).sort();
  return all;
}

function live(events: readonly TimelineEvent[]) {
  const state = new LiveState();
  for (const { entities } of events) state.apply(entities as unknown as Entities);
  const kept = state.all();
  return Object.fromEntries(
    ["steps", "assignments", "notices"].map((name) => [name, (kept[name] ?? []).map(({ id, version }) => `${id} ${version}`).sort()]),
  );
}

test.each([1, 2, 3])("wherever one goes in the past, it is what a live page had then (%d)", (seed) => {
  const events = night(seed, 450);
  const past = new Past(events);
  const next = random(seed + 100);
  const first = Date.parse(events[0]!.at);
  const last = Date.parse(events.at(-1)!.at);
  for (let i = 0; i < 120; i++) {
    const millis = first - 2000 + Math.floor(next() * (last - first + 4000));
    const n = past.seek(millis);
    expect(n).toBe(events.filter(({ at }) => Date.parse(at) <= millis).length);
    expect(held(past)).toEqual(live(events.slice(0, n)));
  }
  past.seek(Infinity);
  expect(held(past)).toEqual(live(events));
});
