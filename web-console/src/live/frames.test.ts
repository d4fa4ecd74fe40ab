import { expect, test } from "vitest";
import { readPositions } from "./frames";

function frame(count: number, entries: number): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(16 + entries * 24));
  view.setUint8(0, 1);
  view.setUint16(2, count, true);
  view.setFloat64(8, 1_790_000_000_000, true);
  for (let i = 0, at = 16; i < entries; i++, at += 24) {
    view.setUint32(at, 7 + i, true);
    view.setInt32(at + 4, 511_300_000, true);
    view.setInt32(at + 8, -714_300_000, true);
    view.setUint16(at + 12, i === 0 ? 125 : 0xffff, true);
    view.setUint16(at + 14, i === 0 ? 270 : 0xffff, true);
    view.setFloat64(at + 16, 1_790_000_000_123, true);
  }
  return view.buffer;
}

test("reads every entry of a frame, and what is unknown as not a number", () => {
  const positions = readPositions(frame(2, 2))!;
  expect([...positions.unit]).toEqual([7, 8]);
  expect(positions.latitude[0]).toBeCloseTo(51.13, 7);
  expect(positions.longitude[0]).toBeCloseTo(-71.43, 7);
  expect(positions.speed[0]).toBe(12.5);
  expect(positions.heading[0]).toBe(270);
  expect(positions.speed[1]).toBeNaN();
  expect(positions.heading[1]).toBeNaN();
  expect(positions.fixMillis[1]).toBe(1_790_000_000_123);
});

test.each([
  ["too short", new ArrayBuffer(8)],
  ["cut off", frame(2, 1)],
  ["of another kind", new ArrayBuffer(40)],
])("a frame that is %s is no frame", (_, buffer) => {
  expect(readPositions(buffer)).toBeNull();
});
