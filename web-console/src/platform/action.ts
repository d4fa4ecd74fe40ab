import { ref } from "vue";
import { explain } from "./problem";

/** One thing a person does: busy while it runs, and a sentence beside it when it failed. */
export function useAction() {
  const busy = ref(false);
  const failure = ref("");

  async function run<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (busy.value) return undefined;
    busy.value = true;
    failure.value = "";
    try {
      return await work();
    } catch (thrown) {
      failure.value = explain(thrown);
      return undefined;
    } finally {
      busy.value = false;
    }
  }

  return { busy, failure, run };
}
