import { onBeforeUnmount, onMounted } from "vue";

/** What a key is called here: "n", "?", "Enter", "Escape", "Control+Enter", "Alt+a". */
type KeyName = string;
type Action = (event: KeyboardEvent) => void | false;

const typing = "input, textarea, select, [contenteditable='true']";
/** Keys that mean something else where focus stands on a control. */
const pressing = "button, a, [role='option'], [role='tab'], [role='menuitem'], [role='checkbox'], summary";

function nameOf(event: KeyboardEvent): KeyName {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  // Alt changes what a key types on some keyboards; its place does not.
  const plain = event.altKey && /^(Key|Digit)/.test(event.code) ? event.code.replace(/^(Key|Digit)/, "").toLowerCase() : key;
  return `${event.ctrlKey || event.metaKey ? "Control+" : ""}${event.altKey ? "Alt+" : ""}${plain}`;
}

/**
 * Keys while this component stands. Plain letters and digits are left alone while somebody types; an action
 * that answers false did not want the key. Layers opened later are asked first.
 */
export function useKeys(actions: Record<KeyName, Action>) {
  onMounted(() => layers.unshift(actions));
  onBeforeUnmount(() => layers.splice(layers.indexOf(actions), 1));
}

const layers: Record<KeyName, Action>[] = [];

window.addEventListener("keydown", (event: KeyboardEvent) => {
  if (event.isComposing || event.defaultPrevented) return;
  const target = event.target as Element | null;
  // A dialog keeps its keys also where a button of it was switched off and took the focus along.
  const within = target?.closest("[role='dialog'], [role='menu']") ?? document.querySelector(".dialog-shade");
  if (within && event.key !== "?") return;
  const name = nameOf(event);
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  if (!modified && event.key !== "Escape" && target?.closest(typing)) return;
  if (!modified && (event.key === "Enter" || event.key === " ") && target?.closest(pressing)) return;
  for (const layer of layers) {
    const action = layer[name];
    if (action && action(event) !== false) {
      event.preventDefault();
      return;
    }
  }
});
