import type { FromWorker } from "./protocol";

/** The part of a WebSocket that a session uses; tests bring their own. */
export interface Socket {
  binaryType: string;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(data: string): void;
  close(): void;
}

export interface Surroundings {
  open(): Socket;
  emit(message: FromWorker, transfer?: Transferable[]): void;
  /** Asks the page for a token that is still good, or for a new one; it answers with useToken. */
  askToken(fresh: boolean): void;
  answered(id: string): void;
}
