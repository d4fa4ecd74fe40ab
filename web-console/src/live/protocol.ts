/** What travels on /live, subprotocol qianzhi.v1. */
import type { components } from "@/generated/contract";

export type ProblemParams = components["schemas"]["ProblemParams"];

export interface Entity {
  id: string;
  version?: number;
}

/** Collections of full entity states, by collection name: the shape of snapshots and events alike. */
export type Entities = Record<string, Entity[]>;

export interface Problem {
  code: string;
  title: string;
  detail?: string;
  status: number;
  params?: ProblemParams;
  [more: string]: unknown;
}

export interface LiveEvent {
  id: number;
  stream: string;
  version: number;
  at: string;
  kind: string;
  actor?: { id: string; name: string } | null;
  detail: Record<string, unknown>;
}

/** An operation of the contract that is marked x-command. */
export interface Command {
  type: "command";
  id: string;
  operation: string;
  path?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
}

export interface SentFix {
  fixAt: string;
  latitude: number;
  longitude: number;
  accuracyMeters?: number | null;
  speedMetersPerSecond?: number | null;
  headingDegrees?: number | null;
}

/** Where the sender's unit is; at most 100 fixes, oldest first. */
export interface SentPositions {
  type: "positions";
  id: string;
  fixes: SentFix[];
}

/** What a page sends and the server answers by id. */
export type Sent = Command | SentPositions;

export interface PresentPerson {
  id: string;
  name: string;
  title: string;
}

export interface Bounds {
  west: number;
  south: number;
  east: number;
  north: number;
}

export type ServerMessage =
  | { type: "welcome"; session: string; node: string; resumed: boolean; serverTime: string }
  | { type: "snapshot"; cursor: string; entities: Entities }
  | { type: "event"; cursor: string; event: LiveEvent; entities: Entities }
  | { type: "ok"; id: string; result?: unknown }
  | { type: "problem"; id?: string | null; problem: Problem }
  | { type: "lagging" }
  | { type: "pong"; serverTime: string; feedAgeMillis?: number }
  | { type: "presence"; people: PresentPerson[] };

/** How the page stands towards the server. */
export interface LinkState {
  phase: "connecting" | "live" | "waiting" | "refused" | "replaced" | "stopped";
  /** When the last message of any kind came, on this machine's clock; 0 before the first. */
  heardAt: number;
  /** Up to when everything held is known to be complete, on this machine's clock; 0 before the first snapshot. */
  completeAt: number;
  attempt: number;
  retryAt: number;
}

/** What changed since the last difference. */
export interface Difference {
  changed: Entities;
  gone: Record<string, string[]>;
  events: LiveEvent[];
  /** True when this is the whole picture rather than a change to it. */
  whole: boolean;
}

/** Positions of one frame, column by column, so that the arrays can be handed over without a copy. */
export interface Positions {
  tickMillis: number;
  unit: Uint32Array;
  longitude: Float64Array;
  latitude: Float64Array;
  /** Metres per second, NaN when unknown. */
  speed: Float32Array;
  /** Degrees from north, NaN when unknown. */
  heading: Float32Array;
  fixMillis: Float64Array;
}

export type ToWorker =
  /** With an owner, commands and the last picture are kept for that person. */
  | { kind: "start"; url: string; page: string; device: string; owner: string | null }
  /** null: nobody is signed in. */
  | { kind: "token"; token: string | null }
  /** The server could not be asked for one; try again later. */
  | { kind: "no-token" }
  | { kind: "send"; message: Sent; durable: boolean }
  | { kind: "forget"; id: string }
  | { kind: "look"; bounds: Bounds }
  | { kind: "retry" }
  /** Signed out: the kept picture goes, commands that were not sent stay for their owner. */
  | { kind: "stop"; forget: boolean };

export type FromWorker =
  | { kind: "token?"; fresh: boolean }
  | { kind: "link"; link: LinkState }
  | { kind: "time"; serverMillis: number }
  | { kind: "difference"; difference: Difference }
  | { kind: "answer"; message: Sent; result?: unknown; problem?: Problem }
  | { kind: "waiting"; messages: Sent[] }
  | { kind: "presence"; people: PresentPerson[] }
  | { kind: "positions"; positions: Positions };
