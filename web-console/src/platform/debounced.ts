import { onScopeDispose, ref, watch, type WatchSource } from "vue";
import { explain } from "./problem";

/**
 * Asks again whenever the question changed and then rested; an answer to an older question is dropped.
 * A question that is null clears the answer.
 */
export function useAnswer<Q, A>(question: WatchSource<Q | null>, ask: (question: Q, signal: AbortSignal) => Promise<A>, restMillis: number) {
  const answer = ref<A | null>(null);
  const failure = ref("");
  const busy = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;

  function cancel() {
    clearTimeout(timer);
    running?.abort();
    busy.value = false;
  }

  async function run(asked: Q) {
    const mine = (running = new AbortController());
    try {
      const result = await ask(asked, mine.signal);
      if (mine !== running) return;
      answer.value = result as typeof answer.value;
      failure.value = "";
    } catch (thrown) {
      if (mine !== running || mine.signal.aborted) return;
      answer.value = null;
      failure.value = explain(thrown);
    }
    busy.value = false;
  }

  watch(question, (asked, before) => {
    if (JSON.stringify(asked) === JSON.stringify(before)) return;
    cancel();
    if (asked === null || asked === undefined) {
      answer.value = null;
      failure.value = "";
      return;
    }
    busy.value = true;
    timer = setTimeout(() => void run(asked), restMillis);
  });
  onScopeDispose(cancel);
  return { answer, failure, busy };
}
