import type { Positions } from "@/live/protocol";
import { limits } from "@/platform/limits";

/** A step longer than this is no drive but a correction: the unit is put there at once. */
const jumpDegrees = 0.01;

/**
 * Where every unit is, column by column. A new position does not jump: the unit glides there over the time
 * that lay between its last two frames.
 */
export class Motion {
  private readonly slots = new Map<number, number>();
  count = 0;
  unit = new Uint32Array(256);
  /** What is shown now; filled by advance(). */
  longitude = new Float64Array(256);
  latitude = new Float64Array(256);
  heading = new Float32Array(256);
  speed = new Float32Array(256);
  fixMillis = new Float64Array(256);
  private fromLongitude = new Float64Array(256);
  private fromLatitude = new Float64Array(256);
  private toLongitude = new Float64Array(256);
  private toLatitude = new Float64Array(256);
  private began = new Float64Array(256);
  private lasts = new Float64Array(256);

  /** Forgets every unit. */
  clear() {
    this.slots.clear();
    this.count = 0;
  }

  slotOf(unit: number): number | undefined {
    return this.slots.get(unit);
  }

  take(positions: Positions, at: number) {
    for (let i = 0; i < positions.unit.length; i++)
      this.put(
        positions.unit[i]!, positions.longitude[i]!, positions.latitude[i]!,
        positions.heading[i]!, positions.speed[i]!, positions.fixMillis[i]!, at,
      );
  }

  put(unit: number, longitude: number, latitude: number, heading: number, speed: number, fixMillis: number, at: number) {
    let slot = this.slots.get(unit);
    if (slot === undefined) {
      slot = this.claim(unit);
      this.longitude[slot] = longitude;
      this.latitude[slot] = latitude;
      this.began[slot] = at - limits.glideMillis;
    } else if (fixMillis <= this.fixMillis[slot]!) return;
    const far =
      Math.abs(longitude - this.longitude[slot]!) > jumpDegrees || Math.abs(latitude - this.latitude[slot]!) > jumpDegrees;
    this.fromLongitude[slot] = far ? longitude : this.longitude[slot]!;
    this.fromLatitude[slot] = far ? latitude : this.latitude[slot]!;
    this.toLongitude[slot] = longitude;
    this.toLatitude[slot] = latitude;
    this.lasts[slot] = Math.min(limits.glideMillis, Math.max(250, at - this.began[slot]!));
    this.began[slot] = at;
    if (!Number.isNaN(heading)) this.heading[slot] = heading;
    this.speed[slot] = speed;
    this.fixMillis[slot] = fixMillis;
  }

  /** Moves everything to where it is at this time; true while anything is still on its way. */
  advance(at: number): boolean {
    let moving = false;
    for (let slot = 0; slot < this.count; slot++) {
      const share = Math.min(1, (at - this.began[slot]!) / this.lasts[slot]!);
      if (share < 1) moving = true;
      this.longitude[slot] = this.fromLongitude[slot]! + (this.toLongitude[slot]! - this.fromLongitude[slot]!) * share;
      this.latitude[slot] = this.fromLatitude[slot]! + (this.toLatitude[slot]! - this.fromLatitude[slot]!) * share;
    }
    return moving;
  }

  private claim(unit: number): number {
    const slot = this.count++;
    if (slot >= this.unit.length) this.grow();
    this.slots.set(unit, slot);
    this.unit[slot] = unit;
    this.heading[slot] = NaN;
    return slot;
  }

  private grow() {
    const size = this.unit.length * 2;
    const wider = <T extends Float64Array | Float32Array | Uint32Array>(old: T, make: new (n: number) => T) => {
      const next = new make(size);
      next.set(old);
      return next;
    };
    this.unit = wider(this.unit, Uint32Array);
    this.longitude = wider(this.longitude, Float64Array);
    this.latitude = wider(this.latitude, Float64Array);
    this.heading = wider(this.heading, Float32Array);
    this.speed = wider(this.speed, Float32Array);
    this.fixMillis = wider(this.fixMillis, Float64Array);
    this.fromLongitude = wider(this.fromLongitude, Float64Array);
    this.fromLatitude = wider(this.fromLatitude, Float64Array);
    this.toLongitude = wider(this.toLongitude, Float64Array);
    this.toLatitude = wider(this.toLatitude, Float64Array);
    this.began = wider(this.began, Float64Array);
    this.lasts = wider(this.lasts, Float64Array);
  }
}
