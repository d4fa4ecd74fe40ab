import { AttributionControl, Map as CityMap, NavigationControl, ScaleControl, setWorkerUrl, type GeoJSONSource } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import "maplibre-gl/dist/maplibre-gl.css";
import type { Cordon, Fix, Point, Reference, Route } from "@/live/entities";
import { token } from "@/platform/theme";
import { mapStyle } from "./mapStyle";
import { circle, cordonFeatures } from "./area";
import { trackFeatures } from "./trackLine";

setWorkerUrl(workerUrl);

type City = Reference["city"];

export interface MapOptions {
  /** A picture to look at, that leaves the thumb to the page it stands on. */
  still?: boolean;
  /** Without the buttons a mouse needs. */
  touch?: boolean;
}

export function createCityMap(container: HTMLElement, city: City, { still = false, touch = false }: MapOptions = {}): CityMap {
  const [west, south, east, north] = city.bounds as [number, number, number, number];
  const map = new CityMap({
    container,
    style: mapStyle(city.attribution),
    center: [city.centre.longitude, city.centre.latitude],
    zoom: 12,
    minZoom: 8,
    maxZoom: 18,
    maxBounds: [west - 1, south - 1, east + 1, north + 1],
    attributionControl: false,
    // The overlay above the map draws straight and level.
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxPitch: 0,
    keyboard: true,
    fadeDuration: 0,
    interactive: !still,
  });
  map.addControl(new AttributionControl({ compact: false }), "bottom-right");
  if (still) return map;
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new ScaleControl({ unit: "metric" }), "bottom-left");
  if (!touch) map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  return map;
}

export interface Drawn {
  route: Route | null;
  mark: Point | null;
  radiusMeters: number;
  track?: readonly Fix[];
  /** Areas that are closed off. */
  cordons?: readonly Cordon[];
}

const empty = { type: "FeatureCollection" as const, features: [] };


/** The route of one unit and where it was, and the place somebody is choosing with the circle in which duplicates are looked for. */
export function drawOnMap(map: CityMap, { route, mark, radiusMeters, track = [], cordons = [] }: Drawn) {
  if (!map.getSource("route")) {
    map.addSource("route", { type: "geojson", data: empty });
    map.addSource("mark", { type: "geojson", data: empty });
    map.addSource("track", { type: "geojson", data: empty });
    map.addSource("cordon", { type: "geojson", data: empty });
    map.addLayer({ id: "cordon-area", type: "fill", source: "cordon", paint: { "fill-color": token("late"), "fill-opacity": 0.12 } });
    map.addLayer({
      id: "cordon-line", type: "line", source: "cordon",
      layout: { "line-join": "round" },
      paint: { "line-color": token("late"), "line-width": 2, "line-dasharray": [3, 1.5] },
    });
    map.addLayer({
      id: "cordon-name", type: "symbol", source: "cordon", minzoom: 12,
      layout: { "symbol-placement": "line", "text-field": ["get", "name"], "text-font": ["Qianzhi"], "text-size": 12, "text-offset": [0, -0.8] },
      paint: { "text-color": token("late"), "text-halo-color": token("map-halo"), "text-halo-width": 1.5 },
    });
    map.addLayer({
      id: "track-line", type: "line", source: "track", filter: ["==", ["geometry-type"], "LineString"],
      layout: { "line-join": "round", "line-cap": "round" },
      paint: { "line-color": token("text"), "line-width": 2.5, "line-opacity": 0.75, "line-dasharray": [1, 1.6] },
    });
    map.addLayer({
      id: "track-mark", type: "circle", source: "track", filter: ["==", ["geometry-type"], "Point"],
      paint: { "circle-radius": 4, "circle-color": token("map-halo"), "circle-stroke-width": 2, "circle-stroke-color": token("text") },
    });
    map.addLayer({
      id: "track-time", type: "symbol", source: "track", filter: ["==", ["geometry-type"], "Point"],
      layout: { "text-field": ["get", "time"], "text-font": ["Qianzhi"], "text-size": 12, "text-anchor": "bottom", "text-offset": [0, -0.6] },
      paint: { "text-color": token("text"), "text-halo-color": token("map-halo"), "text-halo-width": 1.5 },
    });
    map.addLayer({
      id: "route", type: "line", source: "route",
      layout: { "line-join": "round", "line-cap": "round" },
      paint: { "line-color": token("accent"), "line-width": 4, "line-opacity": 0.8 },
    });
    map.addLayer({
      id: "mark-circle", type: "line", source: "mark", filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "line-color": token("accent"), "line-width": 1.5, "line-dasharray": [3, 2] },
    });
    map.addLayer({
      id: "mark-point", type: "circle", source: "mark", filter: ["==", ["geometry-type"], "Point"],
      paint: { "circle-radius": 7, "circle-color": token("accent"), "circle-stroke-width": 3, "circle-stroke-color": token("map-halo") },
    });
  }
  const at = mark ? [mark.longitude, mark.latitude] : null;
  map.getSource<GeoJSONSource>("route")?.setData(
    route ? { type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: route.points } } : empty,
  );
  map.getSource<GeoJSONSource>("cordon")?.setData(cordonFeatures(cordons));
  map.getSource<GeoJSONSource>("track")?.setData(trackFeatures(track));
  map.getSource<GeoJSONSource>("mark")?.setData(
    mark && at
      ? {
          type: "FeatureCollection",
          features: [
            { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: at } },
            circle(mark, radiusMeters),
          ],
        }
      : empty,
  );
}
