import { onScopeDispose, ref, watch, type Ref } from "vue";

/** Two rising tones, a pause, again: told apart from any ring tone, heard over an engine. */
const tones = [
  { from: 0, hertz: 740 },
  { from: 0.22, hertz: 988 },
  { from: 0.44, hertz: 740 },
  { from: 0.66, hertz: 988 },
];
const toneSeconds = 0.2;
const roundMillis = 2_000;
const vibration = [400, 150, 400, 150, 400];

/** Browsers refuse, loudly, to shake for somebody who has not touched the page yet. */
export function shake(pattern: number | number[]) {
  if (navigator.userActivation?.hasBeenActive ?? true) navigator.vibrate?.(pattern);
}

/** Rings and shakes, again and again, while there is something to ring for. */
export function useRinger(ringing: Ref<boolean>) {
  let context: AudioContext | null = null;
  /** Browsers stay silent until they were touched. */
  const audible = ref(false);
  let timer: ReturnType<typeof setInterval> | undefined;

  async function unlock() {
    try {
      context ??= new AudioContext();
      await context.resume();
    } catch {
      // Without sound the page still shakes and shows.
    }
    audible.value = context?.state === "running";
  }

  function round() {
    shake(vibration);
    if (!context || context.state !== "running") {
      audible.value = false;
      return;
    }
    audible.value = true;
    for (const { from, hertz } of tones) {
      const start = context.currentTime + from;
      const tone = context.createOscillator();
      const loudness = context.createGain();
      tone.type = "square";
      tone.frequency.value = hertz;
      loudness.gain.setValueAtTime(0, start);
      loudness.gain.linearRampToValueAtTime(0.35, start + 0.02);
      loudness.gain.setValueAtTime(0.35, start + toneSeconds - 0.03);
      loudness.gain.linearRampToValueAtTime(0, start + toneSeconds);
      tone.connect(loudness).connect(context.destination);
      tone.start(start);
      tone.stop(start + toneSeconds);
    }
  }

  const touched = () => void unlock();
  document.addEventListener("pointerdown", touched);
  watch(
    ringing,
    (on) => {
      clearInterval(timer);
      shake(0);
      if (!on) return;
      round();
      timer = setInterval(round, roundMillis);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearInterval(timer);
    document.removeEventListener("pointerdown", touched);
    void context?.close();
  });
  return { audible, unlock };
}
