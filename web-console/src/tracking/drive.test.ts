import { expect, test } from "vitest";
import { distanceMeters } from "./distance";
import { Drive } from "./drive";

const corner = { latitude: 51.17, longitude: 71.44 };
const start = { latitude: 51.165, longitude: 71.44 };
const end = { latitude: 51.17, longitude: 71.45 };
// Roads name a corner twice.
const drive = new Drive([start, corner, corner, end]);
const northMeters = distanceMeters(start, corner);

test("a drive follows the line at an even pace, looking ahead, and never leaves it at a corner", () => {
  const spots = Array.from({ length: Math.floor(drive.lengthMeters / 20) }, (_, second) => drive.at(second * 20));
  for (const [second, spot] of spots.entries()) {
    if (second * 20 < northMeters) {
      expect(spot.longitude).toBeCloseTo(corner.longitude, 9);
      expect(spot.headingDegrees).toBeCloseTo(0, 0);
    } else {
      expect(spot.latitude).toBeCloseTo(corner.latitude, 9);
      expect(spot.headingDegrees).toBeCloseTo(90, 0);
    }
    const gone = second * 20 < northMeters ? distanceMeters(start, spot) : northMeters + distanceMeters(corner, spot);
    expect(gone).toBeCloseTo(second * 20, 0);
  }
});

test("it stands at its end, however long ago it arrived, and starts at its start", () => {
  expect(drive.at(drive.lengthMeters + 5_000)).toEqual({ ...end, headingDegrees: null });
  expect(drive.at(0)).toMatchObject(start);
  expect(drive.at(-20)).toMatchObject(start);
});

test("a line without length is a place", () => {
  expect(new Drive([corner, corner]).at(20)).toEqual({ ...corner, headingDegrees: null });
});
