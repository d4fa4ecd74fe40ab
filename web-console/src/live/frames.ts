import type { Positions } from "./protocol";

const headerBytes = 16;
const positionBytes = 24;
const unknown = 0xffff;

/** Reads one binary frame; null when it is no position frame of this version. */
export function readPositions(buffer: ArrayBuffer): Positions | null {
  if (buffer.byteLength < headerBytes) return null;
  const view = new DataView(buffer);
  const count = view.getUint16(2, true);
  if (view.getUint8(0) !== 1 || buffer.byteLength < headerBytes + count * positionBytes) return null;
  const positions: Positions = {
    tickMillis: view.getFloat64(8, true),
    unit: new Uint32Array(count),
    longitude: new Float64Array(count),
    latitude: new Float64Array(count),
    speed: new Float32Array(count),
    heading: new Float32Array(count),
    fixMillis: new Float64Array(count),
  };
  for (let i = 0, at = headerBytes; i < count; i++, at += positionBytes) {
    const speed = view.getUint16(at + 12, true);
    const heading = view.getUint16(at + 14, true);
    positions.unit[i] = view.getUint32(at, true);
    positions.latitude[i] = view.getInt32(at + 4, true) / 1e7;
    positions.longitude[i] = view.getInt32(at + 8, true) / 1e7;
    positions.speed[i] = speed === unknown ? NaN : speed / 10;
    positions.heading[i] = heading === unknown ? NaN : heading;
    positions.fixMillis[i] = view.getFloat64(at + 16, true);
  }
  return positions;
}
