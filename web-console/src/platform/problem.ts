import type { Text } from "@/live/entities";
import type { Problem, ProblemParams } from "@/live/protocol";
import { faultOf } from "./faults";
import { composer, language, listed } from "./i18n";

/** A failure the server (or the link to it) explained with a stable code. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
  }
}

/** One sentence for a person: what happened and what to do, in the language of the screen. */
export function explain(failure: unknown): string {
  const { t, te } = composer;
  if (!(failure instanceof ProblemError)) {
    console.error(failure);
    return t("problem.unexpected");
  }
  const { problem } = failure;
  const fault = problem.code === "invalid_request" ? faultOf(problem) : null;
  if (fault) return fault;
  const key = `problem.${problem.code.replaceAll(/[.-]/g, "_")}`;
  // Only a server that is newer than this page knows a code without a sentence.
  return t(te(key) ? key : "problem.unknown", {
    ...problem,
    detail: (problem.detail ?? problem.title).replace(/\.$/, ""),
    ...paramsOf(problem.params ?? {}),
  });
}

function paramsOf(params: ProblemParams): Record<string, string | number> {
  const said = Object.entries(params).map(([name, value]) => [name, Array.isArray(value) ? listed(value.map((each) => String(say(each)))) : say(value)]);
  return { ...Object.fromEntries(said), ...(params.what ? { what: composer.t(`fault.things.${params.what}`) } : {}) };
}

function say<T extends string | number>(value: T | Text): T | string {
  if (typeof value !== "object") return value;
  return language.value === "en" ? value.en || value.zh : value.zh;
}

export function hasCode(failure: unknown, code: string): boolean {
  return failure instanceof ProblemError && failure.problem.code === code;
}
