import { onScopeDispose, watch, type Ref } from "vue";

/** Keeps the screen on while that is wanted: a phone that sleeps neither rings nor knows where it is. */
export function useWake(wanted: Ref<boolean>) {
  let lock: WakeLockSentinel | null = null;

  async function hold() {
    if (!wanted.value || document.visibilityState !== "visible" || (lock && !lock.released)) return;
    // A nearly empty battery refuses; the crew can still keep the screen on by hand.
    lock = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null;
    if (!wanted.value) release();
  }
  function release() {
    void lock?.release();
    lock = null;
  }

  const onVisible = () => void hold();
  document.addEventListener("visibilitychange", onVisible);
  watch(wanted, (on) => (on ? void hold() : release()), { immediate: true });
  onScopeDispose(() => {
    document.removeEventListener("visibilitychange", onVisible);
    release();
  });
}
