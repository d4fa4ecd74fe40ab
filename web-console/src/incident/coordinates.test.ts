import { expect, test } from "vitest";
import { readCoordinates } from "./coordinates";

const city = [71.2, 50.9, 71.7, 51.3];
const point = { longitude: 71.43, latitude: 51.13 };

test.each([
  ["71.43,51.13", point],
  ["51.13, 71.43", point],
  ["51.13 71.43", point],
  ["71.43，51.13", point],
  ["N51.13 E71.43", point],
  ["51.13N, 71.43E", point],
  ["E71.43 N51.13", point],
  ["116.40, 39.90", { longitude: 116.4, latitude: 39.9 }],
  ["39.90, 116.40", { longitude: 116.4, latitude: 39.9 }],
])("%s is a point", (text, expected) => {
  expect(readCoordinates(text, city)).toEqual(expected);
});

test.each(["", "Абая 12", "12 34", "200.5, 300.1", "71.43"])("%s is none", (text) => {
  expect(readCoordinates(text, city)).toBeNull();
});
