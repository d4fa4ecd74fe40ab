import type { TimelineEvent } from "@/live/entities";
import { Picture } from "@/live/picture";
import type { Entities } from "@/live/protocol";
import { LiveState } from "@/live/state";

/** The picture is kept after every so many events, so that going back does not begin at the beginning. */
const every = 100;

/**
 * What was known at any second of the past: the events up to then, brought into the same state in the same way
 * as the live link does it.
 */
export class Past {
  readonly picture = new Picture();
  /** How many events have happened. */
  private done = 0;
  private state = new LiveState();
  private readonly kept: Entities[] = [];
  private readonly times: number[];

  constructor(readonly events: readonly TimelineEvent[]) {
    let latest = -Infinity;
    // Recorded times follow each other, but for what two nodes write in the same moment.
    this.times = events.map(({ at }) => (latest = Math.max(latest, Date.parse(at))));
    const state = new LiveState();
    for (let i = 0; i < events.length; i++) {
      if (i % every === 0) this.kept.push(state.all());
      state.apply(events[i]!.entities as unknown as Entities);
    }
  }

  /** Goes to a time; answers how many events had happened by then. */
  seek(millis: number): number {
    const target = this.count(millis);
    if (target === this.done) return target;
    if (target < this.done || target - this.done > every) this.begin(Math.floor(target / every));
    for (; this.done < target; this.done++) this.state.apply(this.events[this.done]!.entities as unknown as Entities);
    this.picture.show(this.state.all());
    return target;
  }

  /** How many events had happened by then. */
  count(millis: number): number {
    let low = 0;
    let high = this.times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.times[middle]! <= millis) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  timeOf(index: number): number {
    return this.times[index]!;
  }

  private begin(part: number) {
    const from = Math.min(part, this.kept.length - 1);
    this.state = new LiveState();
    this.state.apply(this.kept[from] ?? {});
    this.done = Math.max(0, from) * every;
  }
}
