import type { Map as CityMap } from "maplibre-gl";
import type { Incident } from "@/live/entities";
import { nameOf } from "@/platform/reference";
import type { Motion } from "./motion";
import { LabelRoom } from "./labels";
import type { ShownGroups, ShownPost } from "./sceneMarks";
import { drawGroups, drawIncident, drawLabel, drawPost, drawUnit, groupsWidth, incidentSize, labelWidth, readPalette, unitColour, type Palette, type UnitLook } from "./symbols";

export interface ShownUnit {
  id: string;
  number: number;
  service: string;
  look: UnitLook;
  callSign: string;
  ofSelected: boolean;
}

export interface ShownIncident {
  id: string;
  longitude: number;
  latitude: number;
  grade: number | null;
  priority: number;
  controlled: boolean;
  label: string;
}

export function shownIncident(incident: Incident): ShownIncident {
  const { id, point, priority, state, typeCode } = incident;
  return { id, longitude: point.longitude, latitude: point.latitude, grade: incident.grade ?? null, priority, controlled: state !== "open", label: nameOf("eventTypes", typeCode) };
}

/** A name that wants to stand beside its symbol. */
interface Name {
  id: string;
  text: string;
  x: number;
  y: number;
  size: number;
  colour: string;
  /** Lower ones choose their seat first. */
  rank: number;
}

export type Hit = { kind: "unit" | "incident"; id: string } | null;

/** Gliding units are drawn this often; a dragged map is followed at once. */
const frameMillis = matchMedia("(prefers-reduced-motion: reduce)").matches ? 1000 : 50;
const tile = 512;

/** Units and incidents on a canvas above the map: thousands of symbols without touching the map's own layers. */
export class Overlay {
  units: ReadonlyMap<number, ShownUnit> = new Map();
  incidents: readonly ShownIncident[] = [];
  posts: readonly ShownPost[] = [];
  groups: readonly ShownGroups[] = [];
  selectedUnit: string | null = null;
  selectedIncident: string | null = null;
  staleMillis = Infinity;
  now: () => number = Date.now;
  private palette: Palette = readPalette();
  private readonly canvas = document.createElement("canvas");
  private readonly context: CanvasRenderingContext2D;
  private places: { hit: NonNullable<Hit>; x: number; y: number; reach: number }[] = [];
  private readonly room = new LabelRoom();
  private names: Name[] = [];
  private dirty = true;
  private lastFrame = 0;
  private request = 0;

  constructor(
    private readonly map: CityMap,
    private readonly motion: Motion,
  ) {
    this.canvas.className = "map-overlay";
    this.canvas.setAttribute("aria-hidden", "true");
    map.getCanvasContainer().append(this.canvas);
    this.context = this.canvas.getContext("2d")!;
    map.on("move", this.redraw);
    map.on("resize", this.redraw);
    // What was drawn before our fonts were there is drawn again with them.
    document.fonts.addEventListener("loadingdone", this.repaint);
    this.request = requestAnimationFrame(this.frame);
  }

  /** Something that is shown changed. */
  readonly redraw = () => {
    this.dirty = true;
  };

  readonly repaint = () => {
    this.palette = readPalette();
    this.dirty = true;
  };

  hit(x: number, y: number): Hit {
    let best: Hit = null;
    let nearest = Infinity;
    for (const place of this.places) {
      const far = Math.hypot(place.x - x, place.y - y);
      if (far < place.reach && far < nearest) {
        nearest = far;
        best = place.hit;
      }
    }
    return best;
  }

  remove() {
    cancelAnimationFrame(this.request);
    document.fonts.removeEventListener("loadingdone", this.repaint);
    this.canvas.remove();
  }

  private readonly frame = (at: number) => {
    this.request = requestAnimationFrame(this.frame);
    if (!this.dirty && at - this.lastFrame < frameMillis) return;
    const moving = this.motion.advance(performance.now());
    if (!this.dirty && !moving) return;
    this.lastFrame = at;
    this.dirty = moving;
    this.draw();
  };

  private draw() {
    const { context: to, map } = this;
    const { clientWidth: width, clientHeight: height } = map.getContainer();
    const ratio = window.devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(width * ratio) || this.canvas.height !== Math.round(height * ratio)) {
      this.canvas.width = Math.round(width * ratio);
      this.canvas.height = Math.round(height * ratio);
      this.canvas.style.width = `${width}px`;
      this.canvas.style.height = `${height}px`;
    }
    to.setTransform(ratio, 0, 0, ratio, 0, 0);
    to.clearRect(0, 0, width, height);
    this.places = [];
    this.names = [];
    this.room.clear();
    const zoom = map.getZoom();
    const world = tile * 2 ** zoom;
    const centre = map.getCenter();
    const left = width / 2 - mercatorX(centre.lng) * world;
    const top = height / 2 - mercatorY(centre.lat) * world;
    const size = zoom < 11 ? 4 : zoom < 13 ? 6 : 8;
    const at = this.now();
    const { motion } = this;
    for (let slot = 0; slot < motion.count; slot++) {
      const unit = this.units.get(motion.unit[slot]!);
      if (!unit) continue;
      const x = left + mercatorX(motion.longitude[slot]!) * world;
      const y = top + mercatorY(motion.latitude[slot]!) * world;
      if (x < -20 || y < -20 || x > width + 20 || y > height + 20) continue;
      const selected = unit.id === this.selectedUnit;
      const large = selected || unit.ofSelected ? Math.max(size, 8) : size;
      const mark = {
        service: unit.service,
        look: unit.look,
        stale: at - motion.fixMillis[slot]! > this.staleMillis,
        heading: motion.heading[slot]!,
        selected,
      };
      drawUnit(to, x, y, large, mark, this.palette);
      if (selected || unit.ofSelected) this.room.block(x, y, large * 2, large * 2);
      if (selected || unit.ofSelected || zoom >= 15)
        this.names.push({ id: unit.id, text: unit.callSign, x, y, size: large, colour: unitColour(mark, this.palette), rank: selected ? 1 : unit.ofSelected ? 2 : 3 });
      this.places.push({ hit: { kind: "unit", id: unit.id }, x, y, reach: large + 6 });
    }
    for (const incident of this.incidents) {
      const x = left + mercatorX(incident.longitude) * world;
      const y = top + mercatorY(incident.latitude) * world;
      if (x < -40 || y < -40 || x > width + 40 || y > height + 40) continue;
      const selected = incident.id === this.selectedIncident;
      drawIncident(to, x, y, { ...incident, selected }, this.palette);
      const size = incidentSize(selected);
      this.room.block(x, y - size * 1.25, size * 2, size * 2.5);
      if (selected || zoom >= 13)
        this.names.push({ id: incident.id, text: incident.label, x, y, size: 8, colour: this.palette.text, rank: 0 });
      this.places.push({ hit: { kind: "incident", id: incident.id }, x, y: y - 16, reach: 16 });
    }
    const seen = (x: number, y: number) => x > -40 && y > -40 && x < width + 40 && y < height + 40;
    for (const post of this.posts) {
      const x = left + mercatorX(post.longitude) * world;
      const y = top + mercatorY(post.latitude) * world;
      if (!seen(x, y)) continue;
      drawPost(to, x, y, this.palette);
      this.room.block(x + 9, y - 14, 28, 34);
      if (post.ofSelected) this.names.push({ id: post.id, text: post.name, x, y, size: 8, colour: this.palette.accent, rank: 0 });
    }
    if (zoom >= 13)
      for (const { codes, longitude, latitude } of this.groups) {
        // Beside the place, which is often the incident's own.
        const x = left + mercatorX(longitude) * world - groupsWidth(codes) / 2 - 16;
        const y = top + mercatorY(latitude) * world + 10;
        if (!seen(x, y)) continue;
        drawGroups(to, x, y, codes, this.palette);
        this.room.block(x, y, groupsWidth(codes), 18);
      }
    this.drawNames();
  }

  /** Incidents first, then what is spoken of; a name without room waits until the map is nearer. */
  private drawNames() {
    const { context: to, palette } = this;
    for (const { id, text, x, y, size, colour } of this.names.sort((a, b) => a.rank - b.rank)) {
      if (!text) continue;
      const seat = this.room.seat(id, x, y, size, labelWidth(to, text, palette));
      if (seat) drawLabel(to, seat.x, seat.y, text, colour, palette);
    }
  }
}

function mercatorX(longitude: number): number {
  return (longitude + 180) / 360;
}

function mercatorY(latitude: number): number {
  return (1 - Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) / Math.PI) / 2;
}
