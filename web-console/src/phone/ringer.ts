import { onScopeDispose, ref, watch, type Ref } from "vue";

interface Melody {
  tones: readonly { from: number; hertz: number; to?: number }[];
  toneSeconds: number;
  roundMillis: number;
  loudness: number;
  vibration: readonly number[];
}

const melodies = {
  /** Two rising tones, a pause, again: told apart from any ring tone, heard over an engine. */
  ring: {
    tones: [{ from: 0, hertz: 740 }, { from: 0.22, hertz: 988 }, { from: 0.44, hertz: 740 }, { from: 0.66, hertz: 988 }],
    toneSeconds: 0.2, roundMillis: 2_000, loudness: 0.35, vibration: [400, 150, 400, 150, 400],
  },
  /** A siren without a pause: get out. */
  siren: {
    tones: [{ from: 0, hertz: 520, to: 1300 }, { from: 0.75, hertz: 1300, to: 520 }],
    toneSeconds: 0.75, roundMillis: 1_500, loudness: 0.6, vibration: [700, 50, 700],
  },
} satisfies Record<string, Melody>;
export type Sound = keyof typeof melodies;

/** Browsers refuse, loudly, to shake for somebody who has not touched the page yet. */
export function shake(pattern: number | readonly number[]) {
  if (navigator.userActivation?.hasBeenActive ?? true) navigator.vibrate?.(typeof pattern === "number" ? pattern : [...pattern]);
}

/** Rings and shakes, again and again, while there is something to ring for. */
export function useRinger(sound: Ref<Sound | null>) {
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

  function round(name: Sound) {
    const { tones, toneSeconds, loudness: most, vibration }: Melody = melodies[name];
    shake(vibration);
    if (!context || context.state !== "running") {
      audible.value = false;
      return;
    }
    audible.value = true;
    for (const { from, hertz, to } of tones) {
      const start = context.currentTime + from;
      const tone = context.createOscillator();
      const loudness = context.createGain();
      tone.type = "square";
      tone.frequency.setValueAtTime(hertz, start);
      if (to) tone.frequency.linearRampToValueAtTime(to, start + toneSeconds);
      loudness.gain.setValueAtTime(0, start);
      loudness.gain.linearRampToValueAtTime(most, start + 0.02);
      loudness.gain.setValueAtTime(most, start + toneSeconds - 0.03);
      loudness.gain.linearRampToValueAtTime(0, start + toneSeconds);
      tone.connect(loudness).connect(context.destination);
      tone.start(start);
      tone.stop(start + toneSeconds);
    }
  }

  // Not at the press: what the sound changes on the page must not move the button from under the thumb.
  const touched = () => void unlock();
  document.addEventListener("click", touched);
  watch(
    sound,
    (name) => {
      clearInterval(timer);
      shake(0);
      if (!name) return;
      round(name);
      timer = setInterval(() => round(name), melodies[name].roundMillis);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearInterval(timer);
    document.removeEventListener("click", touched);
    void context?.close();
  });
  return { audible, unlock };
}
