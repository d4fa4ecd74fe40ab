import { computed } from "vue";
import { createI18n, type Composer } from "vue-i18n";

export type Language = "zh-CN" | "en";

/** One feature's words, in both languages, under one name. */
export interface Words {
  name: string;
  "zh-CN": object;
  en: object;
}

/** English must have exactly the shape of the Chinese original. */
type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> };

export function words<const T extends object>(name: string, zh: T, en: Same<T>): Words {
  return { name, "zh-CN": zh, en };
}

const key = "qianzhi.language";

function remembered(): Language {
  return globalThis.localStorage?.getItem(key) === "en" ? "en" : "zh-CN";
}

export const i18n = createI18n({
  legacy: false,
  locale: remembered(),
  fallbackLocale: "zh-CN",
  messages: { "zh-CN": {}, en: {} },
});

/** The same, with types that do not depend on which features brought their words. */
export const composer = i18n.global as unknown as Composer;

export function addWords(...all: Words[]) {
  for (const feature of all) {
    composer.mergeLocaleMessage("zh-CN", { [feature.name]: feature["zh-CN"] });
    composer.mergeLocaleMessage("en", { [feature.name]: feature.en });
  }
}

export const language = computed<Language>({
  get: () => composer.locale.value as Language,
  set: (next) => {
    composer.locale.value = next;
    localStorage.setItem(key, next);
    document.documentElement.lang = next;
  },
});
/** Several in one line, with the comma of the language. */
export function listed(all: readonly string[]): string {
  return all.join(language.value === "en" ? ", " : "、");
}

if (globalThis.document) document.documentElement.lang = language.value;
