import { onBeforeUnmount, ref, shallowRef, type Ref } from "vue";

export const speeds = [1, 2, 5, 10, 30, 60, 120, 300, 600] as const;
export type Speed = (typeof speeds)[number];

/** Time in the past: it stands, is put somewhere, or runs at 1 to 600 times the real one up to the end. */
export function usePlayer(range: Ref<{ from: number; to: number }>, moved: (millis: number) => void) {
  const millis = ref(range.value.from);
  const playing = ref(false);
  const speed = shallowRef<Speed>(30);
  let request = 0;
  let last = 0;

  function seek(to: number) {
    millis.value = Math.min(range.value.to, Math.max(range.value.from, to));
    moved(millis.value);
  }

  function frame(at: number) {
    const passed = at - last;
    last = at;
    seek(millis.value + passed * speed.value);
    if (millis.value >= range.value.to) playing.value = false;
    if (playing.value) request = requestAnimationFrame(frame);
  }

  function toggle() {
    playing.value = !playing.value;
    cancelAnimationFrame(request);
    if (!playing.value) return;
    if (millis.value >= range.value.to) seek(range.value.from);
    last = performance.now();
    request = requestAnimationFrame(frame);
  }

  function faster(by: 1 | -1) {
    speed.value = speeds[Math.min(speeds.length - 1, Math.max(0, speeds.indexOf(speed.value) + by))]!;
  }

  onBeforeUnmount(() => cancelAnimationFrame(request));
  return { millis, playing, speed, seek, toggle, faster };
}
