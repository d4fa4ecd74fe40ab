import { expect, test } from "vitest";
import { parse } from "yaml";
import openapi from "../../../src/main/resources/openapi.yaml?raw";
import { phoneProblemWords } from "@/phone/words";
import { addWords, composer } from "./i18n";
import { explain, ProblemError } from "./problem";
import { problemWords } from "./words";

const codes = parse(openapi).components.schemas.ProblemCode.enum as string[];
const languages = ["zh-CN", "en"] as const;
/** What the page itself may have to say, without a server. */
const own = (code: string) => code.startsWith("console_") || code === "unexpected" || code === "unknown";

function say(code: string, language: (typeof languages)[number]): string {
  composer.locale.value = language;
  return explain(new ProblemError({ code, title: code, detail: "The place is missing.", status: 400 }));
}

/** One sentence says what happened, another (or the same, after a comma) what to do. */
function guides(sentence: string, language: (typeof languages)[number]): boolean {
  return language === "en" ? /^[A-Z].+[.:;,] .+\.$/.test(sentence) : /^[^a-zA-Z]+[，。；].+。$/.test(sentence);
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
