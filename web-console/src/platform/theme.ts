import { ref, watchEffect } from "vue";

export type Theme = "dark" | "light";

/** Phone pages name themselves, so that a dark hall and a phone in the sun keep their own on one machine. */
const page = document.documentElement.dataset.page;
const key = page ? `qianzhi.${page}.theme` : "qianzhi.theme";

function remembered(): Theme | null {
  const value = localStorage.getItem(key);
  return value === "dark" || value === "light" ? value : null;
}

export const theme = ref<Theme>(remembered() ?? (document.documentElement.dataset.theme as Theme | undefined) ?? "dark");

watchEffect(() => {
  document.documentElement.dataset.theme = theme.value;
});

export function setTheme(next: Theme) {
  theme.value = next;
  localStorage.setItem(key, next);
}

/** A token's present value, for what is painted outside the style sheet (map, canvas). */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
