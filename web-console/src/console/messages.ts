import { ref } from "vue";

/** One short sentence at the foot of the screen about what was just done. */
export const lastMessage = ref("");
let timer: ReturnType<typeof setTimeout> | undefined;

export function useSay() {
  return (text: string) => {
    lastMessage.value = text;
    clearTimeout(timer);
    timer = setTimeout(() => (lastMessage.value = ""), 6000);
  };
}
