import { expect, test } from "vitest";
import type { Candidate, Recommendation } from "@/live/entities";
import { successorOf } from "./successor";

const candidate = (unitId: string, travelSeconds: number | null) =>
  ({ unitId, callSign: unitId, chosen: false, travelSeconds, distanceMeters: 0, positionAgeSeconds: 0, reasons: [] }) as Candidate;
const line = (service: string, capability: string | null, ...candidates: Candidate[]) =>
  ({ need: { zh: "", en: "" }, service, capability, required: 1, shortfall: 0, candidates });
const recommendation = (...lines: ReturnType<typeof line>[]) => ({ lines }) as unknown as Recommendation;

const units: Record<string, { capabilities: string[]; availability: "available" | "assigned" }> = {
  engine: { capabilities: ["water_tank"], availability: "available" },
  nearEngine: { capabilities: ["water_tank"], availability: "assigned" },
  ladder: { capabilities: ["aerial"], availability: "available" },
  both: { capabilities: ["water_tank", "aerial"], availability: "available" },
  ambulance: { capabilities: [], availability: "available" },
};
const find = (lines: ReturnType<typeof line>[], service: string, capabilities: string[]) =>
  successorOf(recommendation(...lines), { service, capabilities }, (id) => units[id])?.unitId ?? null;

test.each([
  ["the fastest free one of the line", [line("fire", "water_tank", candidate("nearEngine", 60), candidate("both", 200), candidate("engine", 120))], "fire", ["water_tank"], "engine"],
  ["nobody of another service or line", [line("medical", null, candidate("ambulance", 60)), line("fire", "aerial", candidate("ladder", 60))], "fire", ["water_tank"], null],
  ["who fills both needs before who is faster", [line("fire", "water_tank", candidate("engine", 60)), line("fire", "aerial", candidate("both", 300))], "fire", ["water_tank", "aerial"], "both"],
  ["nobody without a road", [line("medical", null, candidate("ambulance", null))], "medical", [], null],
  ["a line without capability takes any of the service", [line("medical", null, candidate("ambulance", 90))], "medical", ["als"], "ambulance"],
])("instead of a unit that does not answer: %s", (_, lines, service, capabilities, expected) => {
  expect(find(lines, service, capabilities)).toBe(expected);
});
