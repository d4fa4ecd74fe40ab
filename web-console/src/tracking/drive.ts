import type { Point } from "@/live/entities";
import { bearingDegrees, distanceMeters } from "./distance";

export interface Spot extends Point {
  /** Null where it stands. */
  headingDegrees: number | null;
}

/** A way along a line, at an even pace. */
export class Drive {
  private readonly line: readonly Point[];
  /** From the start to each point of the line. */
  private readonly meters: number[] = [0];

  constructor(points: readonly Point[]) {
    this.line = points.filter((point, i) => i === 0 || distanceMeters(points[i - 1]!, point) > 0);
    for (let i = 1; i < this.line.length; i++) this.meters.push(this.meters[i - 1]! + distanceMeters(this.line[i - 1]!, this.line[i]!));
  }

  get lengthMeters(): number {
    return this.meters.at(-1)!;
  }

  /** Where somebody is who has come so far: before the start at the start, after the end at the end. */
  at(meters: number): Spot {
    if (meters >= this.lengthMeters) return { ...this.line.at(-1)!, headingDegrees: null };
    const next = Math.max(1, this.meters.findIndex((reached) => reached > meters));
    const from = this.line[next - 1]!;
    const to = this.line[next]!;
    const share = Math.max(0, (meters - this.meters[next - 1]!) / (this.meters[next]! - this.meters[next - 1]!));
    return {
      latitude: from.latitude + share * (to.latitude - from.latitude),
      longitude: from.longitude + share * (to.longitude - from.longitude),
      headingDegrees: bearingDegrees(from, to),
    };
  }
}
