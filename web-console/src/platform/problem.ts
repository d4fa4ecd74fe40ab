import type { Problem } from "@/live/protocol";
import { composer } from "./i18n";

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
  const key = `problem.${problem.code.replaceAll(/[.-]/g, "_")}`;
  // Only a server that is newer than this page knows a code without a sentence.
  return t(te(key) ? key : "problem.unknown", { ...problem, detail: (problem.detail ?? problem.title).replace(/\.$/, "") });
}

export function hasCode(failure: unknown, code: string): boolean {
  return failure instanceof ProblemError && failure.problem.code === code;
}
