import { beforeEach, expect, test } from "vitest";
import type { Incident, Person, Reference, Step } from "@/live/entities";
import { reference } from "@/platform/reference";
import { mayDecide, mayDo, maySignStep } from "./authority";

const role = (code: string, superior: string | null) => ({ code, name: { zh: code, en: code }, superior });
beforeEach(() => {
  reference.value = { planRoles: [role("TOWN", "COUNTY"), role("COUNTY", "LEAD"), role("LEAD", "MAYOR"), role("MAYOR", null)] } as unknown as Reference;
});

const person = (id: string, duties: string[], roles = ["leader"]) => ({ id, duties, roles, permissions: ["step.write", "response.sign"] }) as unknown as Person;
const step = (parts: Partial<Step> = {}) => ({ role: "TOWN", owners: [{ id: "owner", name: "甲" }], ...parts }) as Step;
const incident = { commander: { person: { id: "commander", name: "乙" } } } as Incident;

test.each([
  ["its owner", person("owner", []), true],
  ["the commander", person("commander", []), true],
  ["the duty chief", person("x", [], ["duty_chief"]), true],
  ["who stands above", person("x", ["COUNTY"]), true],
  ["who stands further above", person("x", ["MAYOR"]), true],
  ["another of the same role", person("x", ["TOWN"]), false],
  ["somebody else", person("x", ["MARKET"]), false],
])("%s decides about a step", (_, who, may) => {
  expect(mayDecide(step(), who, incident)).toBe(may);
});

test("ticking is the owner's and of those who write for others", () => {
  const may = (id: string, roles: string[]) => mayDo(step(), person(id, [], roles));
  expect([may("owner", ["supervisor"]), may("x", ["operator"]), may("x", ["supervisor"])]).toEqual([true, true, false]);
});

test("who gave a step away may take it back", () => {
  const given = step({ owners: [{ id: "other", name: "丙" }], delegation: { by: { id: "owner", name: "甲" }, to: { id: "other", name: "丙" }, at: "", from: [{ id: "owner", name: "甲" }] } });
  expect(mayDecide(given, person("owner", []), incident)).toBe(true);
});

test("a step is signed by its owner, who stands above him, and the commander-in-chief", () => {
  expect(maySignStep(step({ role: "MARKET" }), person("x", ["LEAD"]))).toBe(true);
  expect(maySignStep(step(), person("x", ["COUNTY"]))).toBe(true);
  expect(maySignStep(step(), person("x", ["MARKET"]))).toBe(false);
});
