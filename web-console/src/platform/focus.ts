import type { Directive } from "vue";

/** Puts the focus on a field, or the first one within, as soon as it appears, so that a form opened by a key is typed into at once. */
export const vFocus: Directive<HTMLElement> = { mounted: (element) => (element.querySelector("input") ?? element).focus() };
