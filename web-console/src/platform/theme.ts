import { ref, watchEffect } from "vue";

export type Theme = "dark" | "light";

const key = "qianzhi.theme";

function remembered(): Theme | null {
  const value = localStorage.getItem(key);
  return value === "dark" || value === "light" ? value : null;
}

export const theme = ref<Theme>(remembered() ?? "dark");

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
