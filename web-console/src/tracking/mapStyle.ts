import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import chinese from "@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff2?url";
import latin from "@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2?url";
import cyrillic from "@fontsource/noto-sans/files/noto-sans-cyrillic-400-normal.woff2?url";
import { token } from "@/platform/theme";

const font = ["Qianzhi"];
const absolute = (path: string) => new URL(path, location.href).href;

const main = ["motorway", "trunk", "primary"];
const middle = ["secondary", "tertiary"];

function grow(...stops: [zoom: number, width: number][]): ExpressionSpecification {
  return ["interpolate", ["exponential", 1.5], ["zoom"], ...stops.flat()] as unknown as ExpressionSpecification;
}

function road(id: string, classes: string[], colour: string, width: ExpressionSpecification, minzoom: number): LayerSpecification {
  return {
    id, type: "line", source: "city", "source-layer": "road", minzoom,
    filter: ["in", ["get", "class"], ["literal", classes]],
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": token(colour), "line-width": width },
  };
}

function label(id: string, layer: string, size: number, minzoom: number, more: Partial<LayerSpecification> = {}): LayerSpecification {
  return {
    id, type: "symbol", source: "city", "source-layer": layer, minzoom,
    layout: {
      "text-field": ["coalesce", ["get", "name"], ["get", "housenumber"], ""],
      "text-font": font, "text-size": size, "text-max-width": 8,
      ...(more.layout as object),
    },
    paint: {
      "text-color": token(size >= 14 ? "map-text" : "map-text-weak"),
      "text-halo-color": token("map-halo"), "text-halo-width": 1.2,
      ...(more.paint as object),
    },
  } as LayerSpecification;
}

/** The city from our own tiles, drawn with the tokens of the present theme and our own fonts. */
export function mapStyle(attribution: string): StyleSpecification {
  return {
    version: 8,
    "font-faces": {
      Qianzhi: [
        { url: absolute(latin), "unicode-range": ["U+0000-024F", "U+2000-206F", "U+2100-214F"] },
        { url: absolute(cyrillic), "unicode-range": ["U+0400-052F"] },
        { url: absolute(chinese), "unicode-range": ["U+2E80-9FFF", "U+F900-FAFF", "U+FF00-FFEF"] },
      ],
    },
    sources: {
      city: { type: "vector", tiles: [absolute("/api/tiles/") + "{z}/{x}/{y}"], minzoom: 8, maxzoom: 14, attribution },
    },
    layers: [
      { id: "land", type: "background", paint: { "background-color": token("map-land") } },
      { id: "green", type: "fill", source: "city", "source-layer": "green", paint: { "fill-color": token("map-green") } },
      { id: "water", type: "fill", source: "city", "source-layer": "water", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": token("map-water") } },
      { id: "stream", type: "line", source: "city", "source-layer": "water", filter: ["==", ["geometry-type"], "LineString"], paint: { "line-color": token("map-water"), "line-width": grow([10, 1], [16, 4]) } },
      { id: "building", type: "fill", source: "city", "source-layer": "building", minzoom: 13, paint: { "fill-color": token("map-building"), "fill-opacity": ["interpolate", ["linear"], ["zoom"], 13, 0.4, 15, 1] } },
      { id: "rail", type: "line", source: "city", "source-layer": "rail", paint: { "line-color": token("map-rail"), "line-width": grow([10, 0.6], [16, 2]), "line-dasharray": [4, 2] } },
      { id: "path", type: "line", source: "city", "source-layer": "road", minzoom: 14, filter: ["==", ["get", "class"], "path"], paint: { "line-color": token("map-road"), "line-width": grow([14, 0.6], [18, 2]), "line-dasharray": [2, 1.5] } },
      {
        id: "road-minor", type: "line", source: "city", "source-layer": "road", minzoom: 12,
        filter: ["in", ["get", "class"], ["literal", ["minor", "service"]]],
        layout: { "line-cap": "round", "line-join": "round" },
        paint: { "line-color": token("map-road"), "line-width": grow([12, 0.5], [14, 1.5], [18, 12]) },
      },
      road("road-middle", middle, "map-road-mid", grow([9, 0.5], [12, 1.4], [14, 3], [18, 18]), 10),
      road("road-main", main, "map-road-main", grow([8, 0.8], [12, 2.2], [14, 4.5], [18, 24]), 8),
      { id: "boundary", type: "line", source: "city", "source-layer": "boundary", paint: { "line-color": token("map-boundary"), "line-width": 1, "line-dasharray": [4, 3] } },
      label("road-name", "road", 11.5, 13, { layout: { "symbol-placement": "line", "text-max-angle": 30 } }),
      label("housenumber", "housenumber", 10.5, 16),
      label("poi", "poi", 11, 15),
      label("place", "place", 14, 8, { layout: { "text-size": grow([8, 12], [14, 16]) } }),
    ],
  };
}
