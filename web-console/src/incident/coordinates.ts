import type { Point } from "@/live/entities";

const pair = /^\s*([NSEW北南东西]?)\s*(-?\d{1,3}(?:\.\d+)?)°?\s*([NSEW]?)\s*[,，;；\s]\s*([NSEW北南东西]?)\s*(-?\d{1,3}(?:\.\d+)?)°?\s*([NSEW]?)\s*$/i;

/**
 * Reads typed coordinates in either order. Letters decide; else the order that lies in the city; else, as maps
 * in China give it, longitude first. Null when the text is something else.
 */
export function readCoordinates(text: string, bounds: readonly number[]): Point | null {
  const found = pair.exec(text);
  if (!found || !/[.]/.test(text)) return null;
  const first = Number(found[2]);
  const second = Number(found[5]);
  const [west, south, east, north] = bounds as [number, number, number, number];
  const inCity = (p: Point) => p.longitude >= west && p.longitude <= east && p.latitude >= south && p.latitude <= north;
  const possible = (p: Point) => Math.abs(p.latitude) <= 90 && Math.abs(p.longitude) <= 180;
  const longitudeFirst = { longitude: first, latitude: second };
  const latitudeFirst = { longitude: second, latitude: first };
  const letter = (found[1] || found[3] || "").toUpperCase();
  if (letter) return /[NS北南]/.test(letter) ? latitudeFirst : longitudeFirst;
  for (const point of [longitudeFirst, latitudeFirst]) if (inCity(point)) return point;
  return [longitudeFirst, latitudeFirst].find(possible) ?? null;
}
