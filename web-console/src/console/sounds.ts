import { onScopeDispose, ref } from "vue";
import type { LiveClient } from "@/live/client";
import { identity } from "./desk";

const key = "qianzhi.sound";
/** Remembered on this machine. */
export const sounding = ref(localStorage.getItem(key) !== "off");

export function setSounding(on: boolean) {
  sounding.value = on;
  localStorage.setItem(key, on ? "on" : "off");
}

interface Tone {
  from: number;
  hertz: number;
}

/** Rising for something new, falling twice for somebody who does not answer: told apart without looking. */
const tones: Record<string, readonly Tone[]> = {
  "incident.created": [{ from: 0, hertz: 587 }, { from: 0.16, hertz: 880 }],
  "assignment.overdue": [{ from: 0, hertz: 784 }, { from: 0.16, hertz: 523 }, { from: 0.44, hertz: 784 }, { from: 0.6, hertz: 523 }],
};
const toneSeconds = 0.15;
const loudness = 0.12;
/** What happens in a burst sounds once. */
const restMillis = 3_000;

/** A quiet sound for a new incident that somebody else entered and for an assignment nobody acknowledged in time. */
export function useSounds(live: LiveClient) {
  let context: AudioContext | null = null;
  const last = new Map<string, number>();

  /** Browsers stay silent until they were touched. */
  function unlock() {
    context ??= new AudioContext();
    void context.resume().catch(() => undefined);
  }

  function play(kind: string) {
    const melody = tones[kind];
    if (!melody || !sounding.value || context?.state !== "running") return;
    if (Date.now() - (last.get(kind) ?? 0) < restMillis) return;
    last.set(kind, Date.now());
    for (const { from, hertz } of melody) {
      const start = context.currentTime + from;
      const tone = context.createOscillator();
      const gain = context.createGain();
      tone.type = "sine";
      tone.frequency.value = hertz;
      gain.gain.setValueAtTime(0, start);
      gain.gain.linearRampToValueAtTime(loudness, start + 0.02);
      gain.gain.linearRampToValueAtTime(0, start + toneSeconds);
      tone.connect(gain).connect(context.destination);
      tone.start(start);
      tone.stop(start + toneSeconds);
    }
  }

  const stop = live.onEvent((event) => {
    if (event.kind === "incident.created" && event.actor?.id === identity.person.value?.id) return;
    play(event.kind);
  });
  addEventListener("pointerdown", unlock);
  addEventListener("keydown", unlock);
  onScopeDispose(() => {
    stop();
    removeEventListener("pointerdown", unlock);
    removeEventListener("keydown", unlock);
    void context?.close();
  });
}
