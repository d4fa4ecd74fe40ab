import { token } from "@/platform/theme";

export type UnitLook = "free" | "moving" | "scene" | "off";

/** Shapes in a box from -1 to 1, one for each service. */
const outlines: Record<string, string> = {
  fire: "M0-1 .95 .75 -.95 .75Z",
  medical: "M-.35-.95h.7v.6h.6v.7h-.6v.6h-.7v-.6h-.6v-.7h.6Z",
  police: "M0-1 .85-.6v.7C.85 .6 .4 .85 0 1-.4 .85-.85 .6-.85 .1v-.7Z",
  traffic: "M-.5-.87h1L1 0 .5 .87h-1L-1 0Z",
  rescue: "M-.8-.8h1.6v1.6h-1.6Z",
  utility: "M0-1 1 0 0 1-1 0Z",
  grid: "M.75 0A.75 .75 0 1 1-.75 0 .75 .75 0 1 1 .75 0Z",
};
const paths = new Map<string, Path2D>();

export function unitPath(service: string): Path2D {
  const outline = outlines[service] ?? outlines.grid!;
  let path = paths.get(outline);
  if (!path) paths.set(outline, (path = new Path2D(outline)));
  return path;
}

/** The same shape for the legend and the lists. */
export function unitOutline(service: string): string {
  return outlines[service] ?? outlines.grid!;
}

export interface Palette {
  /** Changes with the theme, so that no sprite outlives its colours. */
  id: number;
  ground: string;
  line: string;
  free: string;
  moving: string;
  scene: string;
  off: string;
  stale: string;
  accent: string;
  text: string;
  onGrade: string;
  grades: string[];
  font: string;
}

/** Read once per theme, not once per frame. */
let palettes = 0;

export function readPalette(): Palette {
  return {
    id: ++palettes,
    ground: token("map-halo"),
    line: token("unit-line"),
    free: token("unit-free"),
    moving: token("unit-moving"),
    scene: token("unit-scene"),
    off: token("unit-off"),
    stale: token("unit-stale"),
    accent: token("accent"),
    text: token("text"),
    onGrade: token("on-grade"),
    grades: [token("grade-none"), token("grade-1"), token("grade-2"), token("grade-3"), token("grade-4")],
    font: token("font"),
  };
}

export interface UnitMark {
  service: string;
  look: UnitLook;
  stale: boolean;
  heading: number;
  selected: boolean;
}

export function unitColour(mark: Pick<UnitMark, "stale" | "look">, palette: Palette): string {
  return mark.stale ? palette.stale : palette[mark.look];
}

/** One unit: service by shape, state by fill, heading by a tick, a stale position by grey and a broken line. */
export function drawUnit(to: CanvasRenderingContext2D, x: number, y: number, size: number, mark: UnitMark, palette: Palette) {
  const colour = unitColour(mark, palette);
  if (!Number.isNaN(mark.heading) && !mark.stale && mark.look !== "off") {
    const turn = (mark.heading * Math.PI) / 180;
    to.beginPath();
    to.moveTo(x + Math.sin(turn) * size * 0.9, y - Math.cos(turn) * size * 0.9);
    to.lineTo(x + Math.sin(turn) * size * 1.9, y - Math.cos(turn) * size * 1.9);
    to.lineWidth = 2;
    to.strokeStyle = colour;
    to.stroke();
  }
  if (mark.selected) {
    to.beginPath();
    to.arc(x, y, size * 2.1, 0, Math.PI * 2);
    to.lineWidth = 2;
    to.strokeStyle = palette.accent;
    to.stroke();
  }
  const key = `${mark.service} ${mark.look} ${mark.stale} ${size}`;
  place(to, x, y, sprite(palette, key, size * 3, size * 3, (on) => {
    const filled = mark.look === "moving" || mark.look === "scene";
    on.scale(size, size);
    on.fillStyle = filled ? colour : palette.ground;
    on.lineWidth = (filled ? 1 : 1.6) / size;
    on.setLineDash(mark.stale ? [0.35, 0.25] : []);
    on.strokeStyle = filled ? palette.line : colour;
    const path = unitPath(mark.service);
    on.fill(path);
    on.stroke(path);
  }));
}

const widths = new Map<string, number>();

/** How wide a name is, with the air it needs. */
export function labelWidth(to: CanvasRenderingContext2D, text: string, palette: Palette): number {
  const key = `${palette.id} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    if (widths.size >= mostSprites) widths.clear();
    to.font = `12px ${palette.font}`;
    widths.set(key, (width = to.measureText(text).width + 6));
  }
  return width;
}

export function drawLabel(to: CanvasRenderingContext2D, x: number, y: number, text: string, colour: string, palette: Palette) {
  place(to, x, y, sprite(palette, `label ${colour} ${text}`, text.length * 12 + 12, 18, (on) => {
    on.font = `12px ${palette.font}`;
    on.textAlign = "center";
    on.textBaseline = "middle";
    on.lineWidth = 3;
    on.lineJoin = "round";
    on.strokeStyle = palette.ground;
    on.strokeText(text, 0, 0);
    on.fillStyle = colour;
    on.fillText(text, 0, 0);
  }));
}

/** Drawn once, then copied: outlines and Chinese characters are too dear to draw in every frame. */
const sprites = new Map<string, HTMLCanvasElement>();
const mostSprites = 3000;

function sprite(palette: Palette, key: string, width: number, height: number, draw: (on: CanvasRenderingContext2D) => void) {
  const ratio = window.devicePixelRatio || 1;
  const whole = `${palette.id} ${ratio} ${key}`;
  let canvas = sprites.get(whole);
  if (!canvas) {
    if (sprites.size >= mostSprites) sprites.clear();
    canvas = document.createElement("canvas");
    canvas.width = Math.ceil(width * ratio);
    canvas.height = Math.ceil(height * ratio);
    const on = canvas.getContext("2d")!;
    on.scale(ratio, ratio);
    on.translate(width / 2, height / 2);
    draw(on);
    sprites.set(whole, canvas);
  }
  return canvas;
}

function place(to: CanvasRenderingContext2D, x: number, y: number, canvas: HTMLCanvasElement) {
  const ratio = window.devicePixelRatio || 1;
  const width = canvas.width / ratio;
  const height = canvas.height / ratio;
  to.drawImage(canvas, x - width / 2, y - height / 2, width, height);
}

const numerals = ["", "Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ"];

export const incidentSize = (selected: boolean) => (selected ? 15 : 11);

/** An incident: a drop that points at its place, coloured by grade with its numeral; ungraded ones carry their urgency. */
export function drawIncident(
  to: CanvasRenderingContext2D, x: number, y: number,
  incident: { grade: number | null; priority: number; selected: boolean; controlled: boolean },
  palette: Palette,
) {
  const { grade, priority, selected, controlled } = incident;
  const size = incidentSize(selected);
  const box = size * 6;
  const key = `incident ${grade} ${priority} ${selected} ${controlled}`;
  place(to, x, y, sprite(palette, key, box, box, (on) => drop(on, size, incident, palette)));
}

function drop(on: CanvasRenderingContext2D, size: number, incident: Parameters<typeof drawIncident>[3], palette: Palette) {
  const colour = palette.grades[incident.grade ?? 0]!;
  const centre = -size * 1.5;
  on.beginPath();
  on.arc(0, centre, size, Math.PI * 0.8, Math.PI * 2.2);
  on.lineTo(0, 0);
  on.closePath();
  on.fillStyle = incident.controlled ? palette.ground : colour;
  on.strokeStyle = incident.controlled ? colour : palette.line;
  on.lineWidth = 2;
  on.fill();
  on.stroke();
  if (incident.selected) {
    on.beginPath();
    on.arc(0, centre, size + 4, 0, Math.PI * 2);
    on.strokeStyle = palette.text;
    on.stroke();
  }
  on.fillStyle = incident.controlled ? colour : palette.onGrade;
  on.font = `500 ${Math.round(size)}px ${palette.font}`;
  on.textAlign = "center";
  on.textBaseline = "middle";
  on.fillText(incident.grade ? numerals[incident.grade]! : `P${incident.priority}`, 0, centre + 1);
}

/** A command post: a flag on its pole, planted at its place. */
export function drawPost(to: CanvasRenderingContext2D, x: number, y: number, palette: Palette) {
  place(to, x, y, sprite(palette, "post", 72, 72, (on) => {
    on.lineWidth = 2;
    on.strokeStyle = palette.line;
    on.fillStyle = palette.accent;
    on.beginPath();
    on.moveTo(-1, -30);
    on.lineTo(20, -30);
    on.lineTo(15, -23);
    on.lineTo(20, -16);
    on.lineTo(2, -16);
    on.lineTo(2, 0);
    on.lineTo(-1, 0);
    on.closePath();
    on.stroke();
    on.fill();
    on.beginPath();
    on.arc(0.5, 0, 4, 0, Math.PI * 2);
    on.stroke();
    on.fill();
  }));
}

/** Working groups whose people checked in here, by their letters. */
export function drawGroups(to: CanvasRenderingContext2D, x: number, y: number, codes: string, palette: Palette) {
  const width = groupsWidth(codes);
  place(to, x, y, sprite(palette, `groups ${codes}`, width + 6, 24, (on) => {
    on.beginPath();
    on.roundRect(-width / 2, -9, width, 18, 4);
    on.fillStyle = palette.ground;
    on.strokeStyle = palette.accent;
    on.lineWidth = 1.5;
    on.fill();
    on.stroke();
    on.fillStyle = palette.text;
    on.font = `500 12px ${palette.font}`;
    on.textAlign = "center";
    on.textBaseline = "middle";
    on.fillText(codes, 0, 1);
  }));
}

export const groupsWidth = (codes: string) => 10 + codes.length * 8;
