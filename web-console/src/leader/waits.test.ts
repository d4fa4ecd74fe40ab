import { expect, test } from "vitest";
import type { Incident, Notice, Person, Response, Step } from "@/live/entities";
import { reference } from "@/platform/reference";
import { matters, waitsOf, type Situation } from "./waits";

const mayor = { id: "mayor", duties: ["LEAD"], permissions: ["response.sign", "command.decide"] } as unknown as Person;
const expert = { id: "expert", duties: ["ENV"], permissions: ["response.sign"] } as unknown as Person;
const seats = [{ duties: ["MAYOR"], people: [{ id: "mayor", name: "" }] }];
const at = Date.parse("2026-11-22T02:30:00Z");

const step = (code: string, more: Partial<Step> = {}) =>
  ({
    id: code, code, round: 1, answers: [], responseId: "r", state: "open", dependsOn: [], owners: [], signatureRequired: false, lifeSafety: false, ...more,
  }) as unknown as Step;
const situation = (more: Partial<Situation> = {}): Situation => ({
  incident: { id: "i", state: "open", grade: 2, receivedAt: "2026-11-22T02:00:00Z" } as Incident,
  responses: [{ id: "r", state: "active", activation: null, seats } as unknown as Response],
  steps: [], proposals: [], notices: [], transfers: [], checkIns: [], orders: [], groups: [], musters: [], releases: [], reports: [],
  ...more,
});
const kinds = (person: Person, more: Partial<Situation> = {}) => waitsOf(person, situation(more), at).map(({ kind }) => kind);

test("an active response without its order waits for the leader's signature, and for him at the scene", () => {
  expect(kinds(mayor)).toEqual(["activation", "checkIn"]);
  expect(kinds(expert)).toEqual([]);
});

test("the order says which steps must come before it", () => {
  const steps = [step("B05"), step("B06", { dependsOn: ["B05"], signatureRequired: true })];
  const [first] = waitsOf(mayor, situation({ steps }), at);
  expect(first).toMatchObject({ kind: "activation", blockedBy: [{ code: "B05" }] });
});

test("a signed order and a check-in at the scene leave nothing waiting", () => {
  const signed = { id: "r", state: "active", activation: { matter: "x" } } as unknown as Response;
  const checkIn = { person: { id: "mayor" }, atScene: true } as never;
  expect(kinds(mayor, { responses: [signed], checkIns: [checkIn] })).toEqual([]);
});

test.each([
  ["a step whose predecessors are done", step("B12", { signatureRequired: true }), true],
  ["a step whose predecessors are open", step("B12", { signatureRequired: true, dependsOn: ["B10"] }), false],
  ["a life-safety step that was done before its signature", step("H05", { signatureRequired: true, lifeSafety: true, state: "done", dependsOn: ["B10"] }), true],
  ["a life-safety step that is not done and not due yet", step("H05", { signatureRequired: true, lifeSafety: true, dependsOn: ["B10"] }), false],
  ["a signed step", step("B12", { signatureRequired: true, signedAt: "2026-11-22T02:20:00Z" }), false],
  ["a step that asks for none", step("B12"), false],
])("the leader's signature and %s", (_, asked, wanted) => {
  expect(kinds(mayor, { steps: [step("B10"), asked] }).includes("signature")).toBe(wanted);
});

test("an owner signs his own step, another does not", () => {
  const steps = [step("H10", { signatureRequired: true, owners: [{ id: "expert", name: "" }] })];
  expect(kinds(expert, { steps })).toEqual(["signature", "steps"]);
  expect(kinds({ ...expert, id: "other" } as Person, { steps })).toEqual([]);
});

test("own steps are counted with those that are late", () => {
  const owners = [{ id: "expert", name: "" }];
  const steps = [step("H07", { owners, dueAt: "2026-11-22T02:00:00Z" }), step("H08", { owners, dueAt: "2026-11-22T03:00:00Z" })];
  expect(waitsOf(expert, situation({ steps }), at)).toEqual([{ kind: "steps", count: 2, late: 1 }]);
});

test("a request for command that he holds comes first; one that he made does not wait for him", () => {
  const transfer = (from: string, to: string) => ({ id: from, state: "requested", from: { id: from }, to: { id: to } }) as never;
  expect(kinds(mayor, { transfers: [transfer("mayor", "x")] })[0]).toBe("decide");
  expect(kinds(mayor, { transfers: [transfer("x", "mayor")] })).not.toContain("decide");
});

test("a report waits for the leader that only leaders may sign, also when the incident is closed", () => {
  reference.value = { reports: { signers: { written: ["leader", "duty_chief"], final: ["leader"] } } } as unknown as typeof reference.value;
  const signer = { ...mayor, roles: ["leader"], permissions: [...mayor.permissions, "report.sign"] } as Person;
  const report = (kind: string, state = "draft") => ({ id: kind, kind, state }) as never;
  const reports = [report("written"), report("final")];
  expect(kinds(signer, { responses: [], reports })).toEqual(["report"]);
  expect(kinds(signer, { responses: [], reports, incident: { id: "i", state: "closed" } as Incident })).toEqual(["report"]);
  expect(kinds(signer, { responses: [], reports: [report("final", "signed")] })).toEqual([]);
  expect(kinds(mayor, { responses: [], reports })).toEqual([]);
});

test("a release waits for whom it was given to, and for nobody who only may", () => {
  const approver = { ...mayor, permissions: [...mayor.permissions, "release.approve", "release.check"] } as Person;
  const release = (state: string, ...ids: string[]) => ({ id: "x", state, waitsFor: ids.map((id) => ({ id })) }) as never;
  expect(kinds(approver, { responses: [], releases: [release("approval", "mayor")] })).toEqual(["release"]);
  expect(kinds(approver, { responses: [], releases: [release("legal_check", "legal")] })).toEqual([]);
  expect(kinds(approver, { responses: [], releases: [release("published")] })).toEqual([]);
  expect(kinds(mayor, { responses: [], releases: [release("approval", "mayor")] })).toEqual([]);
});

test("notices wait until acknowledged or withdrawn", () => {
  const notice = (state: string, withdrawnAt: string | null = null) => ({ person: { id: "expert" }, state, withdrawnAt }) as unknown as Notice;
  const notices = [notice("displayed"), notice("acknowledged"), notice("sent", "2026-11-22T02:10:00Z")];
  expect(waitsOf(expert, situation({ notices }), at)).toEqual([{ kind: "notices", count: 1 }]);
});

test("a closed incident asks nothing of anybody", () => {
  const incident = { id: "i", state: "closed", grade: 1, receivedAt: "" } as Incident;
  expect(kinds(mayor, { incident })).toEqual([]);
  expect(matters(situation({ incident }), [])).toBe(false);
});

test.each([
  ["grade Ⅰ", { grade: 1 }, [], true],
  ["grade Ⅲ", { grade: 3 }, [], false],
  ["grade Ⅲ with a proposed plan", { grade: 3 }, [{ id: "r", state: "proposed" }], true],
  ["an ended response", { grade: null }, [{ id: "r", state: "ended" }], false],
])("what matters: %s", (_, incident, responses, expected) => {
  const all = situation({ incident: { id: "i", state: "open", receivedAt: "", ...incident } as Incident, responses: responses as Response[] });
  expect(matters(all, [])).toBe(expected);
});

test("a question that is his to answer is a decision, and none of his other steps", () => {
  const answers = [{ code: "attack", name: { zh: "强攻", en: "Attack" } }, { code: "hold", name: { zh: "守", en: "Hold" } }];
  const owners = [{ id: expert.id, name: "侯家豪" }];
  const steps = [step("H08"), step("H09", { answers, owners, dependsOn: ["H08"] })];
  expect(kinds(expert, { steps })).toEqual([]);
  expect(kinds(expert, { steps: [{ ...steps[0]!, state: "done" }, steps[1]!] })).toEqual(["decision"]);
});

const proposal = (more: object = {}) =>
  ({ id: "p", state: "open", kind: "end", opinionsNeeded: 1, opinions: [], seats: [{ duties: ["MAYOR"], people: [{ id: "mayor", name: "" }] }], ...more }) as never;
const judge = { id: "judge", duties: ["EXP"], permissions: ["response.change"] } as unknown as Person;
const spoken = [{ by: { id: "judge", name: "" }, text: "", inFavour: true, at: "" }];

test("a proposal waits for the experts first, then for its signer, then for nobody", () => {
  const ask = (person: Person, more?: object) => kinds(person, { proposals: [proposal(more)] }).filter((kind) => kind === "opinion" || kind === "proposal");
  expect([ask(judge), ask(mayor)]).toEqual([["opinion"], []]);
  expect([ask(judge, { opinions: spoken }), ask(mayor, { opinions: spoken })]).toEqual([[], ["proposal"]]);
  const signed = [{ duties: [], people: [{ id: "mayor" }], signedBy: { id: "mayor" } }, { duties: [], people: [{ id: "mayor" }, { id: "x" }] }];
  expect(ask(mayor, { opinions: spoken, seats: signed })).toEqual([]);
  expect(ask(mayor, { opinions: spoken, state: "withdrawn" })).toEqual([]);
});

test("a raise waits for its signer at once, and for the experts also after it was signed as an emergency", () => {
  const ask = (person: Person, more?: object) => kinds(person, { proposals: [proposal({ kind: "raise", ...more })] }).filter((kind) => kind === "opinion" || kind === "proposal");
  expect([ask(judge), ask(mayor)]).toEqual([["opinion"], ["proposal"]]);
  expect(ask(judge, { state: "signed", urgentReason: "储罐将爆" })).toEqual(["opinion"]);
  expect(ask(judge, { state: "signed", urgentReason: "储罐将爆", opinions: spoken })).toEqual([]);
});

test("after the end only the last phase waits for its owners, also when the incident is closed", () => {
  const ended = [{ id: "r", state: "ended" }] as Response[];
  const owners = [{ id: "expert", name: "" }];
  const incident = { id: "i", state: "closed", grade: 2, receivedAt: "" } as Incident;
  const steps = [step("B12", { phase: "P3", owners }), step("B21", { phase: "P6", owners, signatureRequired: true })];
  const now = situation({ incident, responses: ended, steps });
  const waits = waitsOf(expert, now, at);
  expect(waits.map(({ kind }) => kind)).toEqual(["signature", "steps"]);
  expect(matters(now, waits)).toBe(true);
});
