import { nextTick, onBeforeUnmount, onMounted, ref, shallowRef, watch } from "vue";
import { useI18n } from "vue-i18n";
import type { Map as CityMap } from "maplibre-gl";
import type { Point } from "@/live/entities";
import { useLive } from "@/live/use";
import { now } from "@/platform/clock";
import { reference } from "@/platform/reference";
import { theme } from "@/platform/theme";
import { createCityMap, drawOnMap, type Drawn, type MapOptions } from "./cityMap";
import { mapStyle } from "./mapStyle";
import { Overlay } from "./overlay";
import type { Motion } from "./motion";
import { followPositions, motion } from "./positions";

/** Where the units of a map come from, and the time their age is counted to. */
export interface UnitSource {
  motion: Motion;
  now(): number;
  /** Begins to follow; answers how to stop. */
  follow(): () => void;
}

interface Use {
  options?: MapOptions;
  /** Without it, the live picture. */
  source?: UnitSource;
  /** Once, as soon as there is a map and the overlay of its units. */
  begin(map: CityMap, overlay: Overlay): void;
  /** What is drawn on the map itself; asked again after every change of style. */
  drawings(): Drawn;
}

function liveSource(): UnitSource {
  const live = useLive();
  return { motion, now, follow: () => followPositions(live) };
}

/** Moves the map so that all of these are seen, as near as an address at most. */
export function showAll(map: CityMap, places: readonly Point[], duration: number) {
  const longitudes = places.map(({ longitude }) => longitude);
  const latitudes = places.map(({ latitude }) => latitude);
  const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b));
  const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b));
  map.fitBounds([least(longitudes), least(latitudes), most(longitudes), most(latitudes)], { padding: 60, maxZoom: 15, duration });
}

/** The city's map with its units above, in this element for as long as the component stands. */
export function useCityMap(container: () => HTMLElement | null | undefined, { options, source = liveSource(), begin, drawings }: Use) {
  const { t } = useI18n();
  const map = shallowRef<CityMap | null>(null);
  const overlay = shallowRef<Overlay | null>(null);
  /** Why there is no map, or not all of it. */
  const failure = ref("");
  let stopFollowing: (() => void) | null = null;
  let styled = false;

  function draw() {
    if (styled && map.value) drawOnMap(map.value, drawings());
  }

  onMounted(async () => {
    await nextTick();
    const city = reference.value?.city;
    const element = container();
    if (!element || !city) return;
    let created: CityMap;
    try {
      created = createCityMap(element, city, options);
    } catch {
      failure.value = t("tracking.noMap");
      return;
    }
    map.value = created;
    overlay.value = new Overlay(created, source.motion);
    overlay.value.now = source.now;
    stopFollowing = source.follow();
    created.on("style.load", () => {
      styled = true;
      draw();
    });
    created.on("error", ({ error }) => {
      if (/tiles/.test(String((error as { url?: string }).url ?? error.message))) failure.value = t("tracking.noTiles");
    });
    created.on("sourcedata", (event) => {
      if (event.sourceId === "city" && event.tile) failure.value = "";
    });
    begin(created, overlay.value);
  });
  onBeforeUnmount(() => {
    stopFollowing?.();
    overlay.value?.remove();
    map.value?.remove();
  });

  watch(theme, () => {
    styled = false;
    map.value?.setStyle(mapStyle(reference.value!.city.attribution), { diff: false });
    overlay.value?.repaint();
  });

  return { map, overlay, failure, draw };
}
