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
  if (!(failure instanceof ProblemError)) return t("problem.unexpected");
  const { code, title, detail } = failure.problem;
  const key = `problem.${code.replaceAll(/[.-]/g, "_")}`;
  if (te(key)) return t(key, failure.problem as Record<string, unknown>);
  return [title, detail].filter(Boolean).join("：");
}

export function hasCode(failure: unknown, code: string): boolean {
  return failure instanceof ProblemError && failure.problem.code === code;
}
