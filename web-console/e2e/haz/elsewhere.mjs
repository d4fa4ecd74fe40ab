// Those who have no window in this play: they do their part over HTTP.
import { other } from "../acts.mjs";

/** What somebody at no window sees of the incident. */
async function incident(person) {
  const [{ id }] = await person.get("/api/incidents");
  return person.get(`/api/incidents/${id}`);
}

/** A department's leader, on a phone elsewhere, signs for the group he leads. */
export async function signGroup(username, code) {
  const person = await other(username);
  const { groups } = await incident(person);
  await person.post(`/api/groups/${groups.find((group) => group.code === code).id}/acknowledgement`);
}

/** Somebody elsewhere does the step that is his. */
export async function completeFor(username, code, evidence) {
  const person = await other(username);
  const { id, version } = (await incident(person)).steps.find((step) => step.code === code);
  await person.post(`/api/steps/${id}/completion`, { evidence, version });
}

/** The legal adviser, at no window here, confirms each point of privacy and law. */
export async function checkLegal() {
  const adviser = await other("legal");
  const { legal } = await adviser.get("/api/releases/checklists");
  const { id, version } = (await incident(adviser)).releases.find(({ state }) => state === "legal_check");
  await adviser.post(`/api/releases/${id}/legal-check`, { decision: "passed", confirmed: legal.map((item) => item.id), version });
}

/** The expert, at no window here, agrees with what was proposed last. */
export async function judge(text) {
  const expert = await other("expert");
  const { id } = (await incident(expert)).proposals.at(-1);
  await expert.post(`/api/proposals/${id}/opinions`, { text, inFavour: true });
}

/** Somebody elsewhere signs what was proposed last. */
export async function signFor(username) {
  const person = await other(username);
  const { id } = (await incident(person)).proposals.at(-1);
  await person.post(`/api/proposals/${id}/decision`, { decision: "signed" });
}
