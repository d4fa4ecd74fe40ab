import { expect, test } from "vitest";
import { parse } from "yaml";
import openapi from "../../../src/main/resources/openapi.yaml?raw";
import type { ProblemParams } from "@/live/protocol";
import { phoneProblemWords } from "@/phone/words";
import { addWords, composer } from "./i18n";
import { faultWords } from "./faults";
import { explain, ProblemError } from "./problem";
import { problemWords } from "./words";

const { ProblemCode, Problem, FieldRule } = parse(openapi).components.schemas;
const codes = ProblemCode.enum as string[];
const languages = ["zh-CN", "en"] as const;
addWords(faultWords);
/** What the page itself may have to say, without a server. */
const own = (code: string) => code.startsWith("console_") || code === "unexpected" || code === "unknown";

/** One of everything that may come with a problem. */
const step = { zh: "先期处置", en: "First measures" };
const everything: ProblemParams = {
  seconds: 30,
  kilobytes: 256,
  cells: 400,
  radiusMeters: 500,
  what: "incident",
  incident: "20261122-0007",
  unit: "消防一站",
  units: ["消防一站", "急救二站"],
  person: "陈志远",
  plan: { zh: "火灾预案", en: "Fire plan" },
  step,
  waitsFor: [step, { zh: "划定警戒区", en: "Set up a cordon" }],
  evidence: { zh: "疏散人数", en: "How many were evacuated" },
  reference: "9527",
};

/** What the contract promises to come with a code. */
function promised(code: string): string[] {
  const rules = Problem.allOf as { if: { properties: { code: { enum: string[] } } }; then: { properties: { params: { required: string[] } } } }[];
  return rules.filter((rule) => rule.if.properties.code.enum.includes(code)).flatMap((rule) => rule.then.properties.params.required);
}

function say(code: string, language: (typeof languages)[number], params: ProblemParams = everything): string {
  composer.locale.value = language;
  return explain(new ProblemError({ code, title: code, detail: "The place is missing.", status: 400, params }));
}

/** One sentence says what happened, another (or the same, after a comma) what to do. */
function guides(sentence: string, language: (typeof languages)[number]): boolean {
  return language === "en" ? /^[A-Z“\p{Script=Han}].+[.:;,] .+\.$/u.test(sentence) : /^[^a-zA-Z]+[，。；].+。$/.test(sentence);
}

test.each(languages)("every problem code of the contract has a sentence in %s that says what to do", (language) => {
  expect(codes.length).toBeGreaterThan(50);
  for (const words of [problemWords, phoneProblemWords]) {
    addWords(words);
    const without = codes.filter((code) => !(code in problemWords[language]) || !guides(say(code, language), language));
    expect(without).toEqual([]);
  }
});

test("no sentence is left for a code that the contract does not have", () => {
  for (const words of [problemWords, phoneProblemWords])
    expect(Object.keys(words.en).filter((code) => !codes.includes(code) && !own(code))).toEqual([]);
});

test("a code of a newer server is told without its English", () => {
  expect(say("something_new", "zh-CN")).toBe("操作没有成功（something_new）。请刷新页面后再试；仍不行请告诉管理员。");
  expect(say("something_new", "en")).toContain("something_new");
});

test("what the server finds wrong in a form is said in English only where English is read", () => {
  expect(say("invalid_request", "en")).toContain("not saved: The place is missing. Correct it");
  expect(say("invalid_request", "zh-CN")).not.toMatch(/[a-z]/);
});

test("a sentence uses only what the contract promises to come with its code", () => {
  for (const words of [problemWords, phoneProblemWords])
    for (const language of languages)
      for (const [code, sentence] of Object.entries(words[language] as Record<string, string>)) {
        const used = [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
        expect(used.filter((name) => !["code", "title", "detail"].includes(name) && !promised(code).includes(name))).toEqual([]);
      }
});

test("a problem is told with its particulars in the language of the screen", () => {
  expect(say("sign_in_locked", "zh-CN")).toContain("请等 30 秒");
  expect(say("step_blocked", "zh-CN")).toContain("请先完成：先期处置、划定警戒区。");
  expect(say("step_blocked", "en")).toContain("Do these first: First measures, Set up a cordon.");
  expect(say("not_found", "zh-CN")).toContain("找不到这项事件");
});

test.each(languages)("every rule that a person can break in a form has a sentence in %s", (language) => {
  const rules = (FieldRule.enum as string[]).filter((rule) => !["unknown_field", "wrong_type"].includes(rule));
  for (const rule of rules as ProblemParams["rule"][]) {
    const sentence = say("invalid_request", language, { field: "casualties.dead", rule, limit: 7 });
    expect(guides(sentence, language), sentence).toBe(true);
    expect(sentence).toContain(language === "en" ? "Dead" : "死亡人数");
  }
  expect(say("invalid_request", language, { field: "surprise", rule: "missing" })).not.toContain("surprise");
});
