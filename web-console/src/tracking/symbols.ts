import { token } from "@/platform/theme";

export type UnitLook = "free" | "moving" | "scene" | "off";

/** Shapes in a box from -1 to 1, one for each service. */
const outlines: Record<string, string> = {
  fire: "M0-1 .95 .75 -.95 .75Z",
  ambulance: "M-.35-.95h.7v.6h.6v.7h-.6v.6h-.7v-.6h-.6v-.7h.6Z",
  police: "M0-1 .85-.6v.7C.85 .6 .4 .85 0 1-.4 .85-.85 .6-.85 .1v-.7Z",
  traffic_police: "M-.5-.87h1L1 0 .5 .87h-1L-1 0Z",
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
export function readPalette(): Palette {
  return {
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
  label: string;
}

/** One unit: service by shape, state by fill, heading by a tick, a stale position by grey and a broken line. */
export function drawUnit(to: CanvasRenderingContext2D, x: number, y: number, size: number, mark: UnitMark, palette: Palette) {
  const colour = mark.stale ? palette.stale : palette[mark.look];
  to.save();
  to.translate(x, y);
  if (!Number.isNaN(mark.heading) && !mark.stale && mark.look !== "off") {
    const turn = (mark.heading * Math.PI) / 180;
    to.beginPath();
    to.moveTo(Math.sin(turn) * size * 0.9, -Math.cos(turn) * size * 0.9);
    to.lineTo(Math.sin(turn) * size * 1.9, -Math.cos(turn) * size * 1.9);
    to.lineWidth = 2;
    to.strokeStyle = colour;
    to.stroke();
  }
  if (mark.selected) {
    to.beginPath();
    to.arc(0, 0, size * 2.1, 0, Math.PI * 2);
    to.lineWidth = 2;
    to.strokeStyle = palette.accent;
    to.stroke();
  }
  const path = unitPath(mark.service);
  to.scale(size, size);
  const filled = mark.look === "moving" || mark.look === "scene";
  to.fillStyle = filled ? colour : palette.ground;
  to.fill(path);
  to.lineWidth = (filled ? 1 : 1.6) / size;
  to.setLineDash(mark.stale ? [0.35, 0.25] : []);
  to.strokeStyle = filled ? palette.line : colour;
  to.stroke(path);
  to.restore();
  if (mark.label) drawLabel(to, x, y + size + 11, mark.label, colour, palette);
}

export function drawLabel(to: CanvasRenderingContext2D, x: number, y: number, text: string, colour: string, palette: Palette) {
  to.font = `11px ${palette.font}`;
  to.textAlign = "center";
  to.lineWidth = 3;
  to.lineJoin = "round";
  to.strokeStyle = palette.ground;
  to.strokeText(text, x, y);
  to.fillStyle = colour;
  to.fillText(text, x, y);
}

const numerals = ["", "Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ"];

/** An incident: a drop that points at its place, coloured by grade with its numeral; ungraded ones carry their urgency. */
export function drawIncident(
  to: CanvasRenderingContext2D, x: number, y: number,
  incident: { grade: number | null; priority: number; selected: boolean; controlled: boolean; label: string },
  palette: Palette,
) {
  const colour = palette.grades[incident.grade ?? 0]!;
  const size = incident.selected ? 15 : 11;
  const centre = y - size * 1.5;
  to.save();
  to.beginPath();
  to.arc(x, centre, size, Math.PI * 0.8, Math.PI * 2.2);
  to.lineTo(x, y);
  to.closePath();
  to.fillStyle = incident.controlled ? palette.ground : colour;
  to.strokeStyle = incident.controlled ? colour : palette.line;
  to.lineWidth = 2;
  to.fill();
  to.stroke();
  if (incident.selected) {
    to.beginPath();
    to.arc(x, centre, size + 4, 0, Math.PI * 2);
    to.strokeStyle = palette.text;
    to.stroke();
  }
  to.fillStyle = incident.controlled ? colour : palette.onGrade;
  to.font = `500 ${Math.round(size)}px ${palette.font}`;
  to.textAlign = "center";
  to.textBaseline = "middle";
  to.fillText(incident.grade ? numerals[incident.grade]! : `P${incident.priority}`, x, centre + 1);
  to.restore();
  if (incident.label) drawLabel(to, x, y + 14, incident.label, palette.text, palette);
}
