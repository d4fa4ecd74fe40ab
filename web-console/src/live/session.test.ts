import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FromWorker } from "./protocol";
import { LiveSession } from "./session";
import type { Socket } from "./socket";

class FakeSocket implements Socket {
  binaryType = "";
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  sent: Record<string, unknown>[] = [];
  open = true;
  send(data: string) {
    this.sent.push(JSON.parse(data) as Record<string, unknown>);
  }
  close() {
    this.open = false;
  }
  hear(message: object) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

let sockets: FakeSocket[];
let emitted: FromWorker[];
let session: LiveSession;

const welcome = { type: "welcome", session: "s", node: "n", resumed: false, serverTime: "2026-11-22T02:13:00Z" };
const command = (id: string) => ({ type: "command", id, operation: "takeCall" }) as const;
const last = () => sockets.at(-1)!;
const link = () => emitted.filter((m) => m.kind === "link").at(-1)!.link;

function connect() {
  session.useToken("token");
  last().onopen?.();
  last().hear(welcome);
}

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  emitted = [];
  session = new LiveSession("device-1", {
    open: () => {
      sockets.push(new FakeSocket());
      return last();
    },
    emit: (message) => void emitted.push(message),
    askToken: (fresh) => void emitted.push({ kind: "token?", fresh }),
    answered: () => undefined,
  });
  session.start();
});
afterEach(() => {
  session.stop();
  vi.useRealTimers();
});

test("says hello with the token first and is live after the welcome", () => {
  connect();
  expect(last().sent[0]).toEqual({ type: "hello", token: "token", device: "device-1" });
  expect(link().phase).toBe("live");
  expect(link().completeAt).toBe(0);
});

test("resumes with the cursor of the last event after the connection was lost", () => {
  connect();
  last().hear({ type: "snapshot", cursor: "1.1", entities: { incidents: [{ id: "a" }] } });
  last().hear({ type: "event", cursor: "1.2", event: { kind: "x" }, entities: {} });
  last().onclose?.({ code: 1006 });
  expect(link().phase).toBe("waiting");
  vi.advanceTimersByTime(31_000);
  session.useToken("token");
  last().onopen?.();
  expect(last().sent[0]).toMatchObject({ type: "hello", cursor: "1.2" });
});

test("sends an unanswered command again, and an answered one never", () => {
  connect();
  session.send(command("command-1"), false);
  session.send(command("command-2"), false);
  last().hear({ type: "ok", id: "command-1" });
  last().onclose?.({ code: 1006 });
  vi.advanceTimersByTime(31_000);
  connect();
  expect(last().sent.filter((m) => m.type === "command").map((m) => m.id)).toEqual(["command-2"]);
});

test("durable messages wait for the answer to the one before", () => {
  connect();
  session.send(command("command-1"), true);
  session.send(command("command-2"), true);
  expect(last().sent.filter((m) => m.type === "command")).toHaveLength(1);
  last().hear({ type: "ok", id: "command-1" });
  expect(last().sent.filter((m) => m.type === "command")).toHaveLength(2);
});

test("asks for a new token when the server refused a good one, and gives up when it refuses that, too", () => {
  connect();
  last().onclose?.({ code: 4401 });
  vi.advanceTimersByTime(1_000);
  expect(emitted.filter((m) => m.kind === "token?").at(-1)).toEqual({ kind: "token?", fresh: true });
  session.useToken("fresh");
  last().onclose?.({ code: 4401 });
  expect(link().phase).toBe("refused");
});

test("tells the server a renewed token while it is live, and the same one never twice", () => {
  connect();
  session.useToken("token");
  session.useToken("fresh");
  expect(last().sent.filter((m) => m.type === "token")).toEqual([{ type: "token", token: "fresh" }]);
  expect(sockets).toHaveLength(1);
});

test("silence counts as a lost connection", () => {
  connect();
  vi.advanceTimersByTime(17_000);
  expect(emitted.some((m) => m.kind === "link" && m.link.phase === "waiting")).toBe(true);
  expect(last().open).toBe(false);
});

test("gives up when another page of this device took over", () => {
  connect();
  last().onclose?.({ code: 4409 });
  expect(link().phase).toBe("replaced");
  vi.advanceTimersByTime(60_000);
  session.useToken("fresh");
  expect(sockets).toHaveLength(1);
});

test("a new snapshot removes what it does not name, and an old version never replaces a newer one", () => {
  connect();
  last().hear({ type: "snapshot", cursor: "1.1", entities: { incidents: [{ id: "a", version: 3 }, { id: "b", version: 1 }] } });
  vi.advanceTimersByTime(100);
  last().hear({ type: "event", cursor: "1.2", event: { kind: "x" }, entities: { incidents: [{ id: "a", version: 2 }] } });
  last().hear({ type: "snapshot", cursor: "1.3", entities: { incidents: [{ id: "a", version: 3 }] } });
  vi.advanceTimersByTime(100);
  const differences = emitted.filter((m) => m.kind === "difference").map((m) => m.difference);
  expect(differences.at(-1)!.gone).toEqual({ incidents: ["b"] });
  expect(differences.at(-1)!.changed.incidents).toEqual([{ id: "a", version: 3 }]);
});

test("the answer to a command shows its new state before the command leaves the outbox", () => {
  connect();
  last().hear({ type: "snapshot", cursor: "1.1", entities: { assignments: [{ id: "a", version: 1, state: "delivered" }] } });
  vi.advanceTimersByTime(100);
  session.send({ type: "command", id: "command-1", operation: "setAssignmentState" }, true);
  emitted.length = 0;
  last().hear({ type: "ok", id: "command-1", result: { id: "a", version: 2, state: "acknowledged" } });
  expect(emitted.map((m) => m.kind)).toEqual(["difference", "answer"]);
  // The event that tells the same comes later, or came before and is newer.
  last().hear({ type: "event", cursor: "1.2", event: { kind: "x" }, entities: { assignments: [{ id: "a", version: 2, state: "acknowledged" }] } });
});

test("a picture of an earlier visit is shown with its age and asks for a whole new one", () => {
  session.restore({ assignments: [{ id: "a", version: 4 }] }, 1_000);
  expect(link().completeAt).toBe(1_000);
  connect();
  expect(last().sent[0]).not.toHaveProperty("cursor");
  last().hear({ type: "pong", serverTime: "2026-11-22T02:13:00Z" });
  expect(link().completeAt).toBe(1_000);
  last().hear({ type: "snapshot", cursor: "1.1", entities: { assignments: [] } });
  vi.advanceTimersByTime(100);
  expect(session.picture().entities).toEqual({ assignments: [] });
});

test("what was pressed without a network is sent once, in the order it was pressed, each after the answer before", () => {
  session.send(command("command-1"), true);
  session.send(command("command-2"), true);
  session.send(command("command-2"), true);
  connect();
  const commands = () => last().sent.filter((m) => m.type === "command").map((m) => m.id);
  expect(commands()).toEqual(["command-1"]);
  last().onclose?.({ code: 1006 });
  vi.advanceTimersByTime(31_000);
  connect();
  expect(commands()).toEqual(["command-1"]);
  last().hear({ type: "problem", id: "command-1", problem: { code: "illegal_transition", title: "", status: 409 } });
  last().hear({ type: "ok", id: "command-2" });
  last().hear({ type: "ok", id: "command-2" });
  expect(commands()).toEqual(["command-1", "command-2"]);
});

test("a burst goes out no faster than the server takes it, and all of it", () => {
  connect();
  for (let i = 0; i < 100; i++) session.send(command(`command-${i}`), false);
  const sent = () => last().sent.filter((m) => m.type === "command").length;
  expect(sent()).toBe(30);
  vi.advanceTimersByTime(1_000);
  expect(sent()).toBeLessThanOrEqual(46);
  vi.advanceTimersByTime(4_000);
  expect(sent()).toBe(100);
});

test("a page that was woken asks at once what time it is", () => {
  connect();
  session.retry();
  expect(last().sent.at(-1)).toEqual({ type: "ping" });
  last().hear({ type: "pong", serverTime: "2026-11-22T09:00:00Z" });
  expect(emitted.filter((m) => m.kind === "time").at(-1)).toEqual({ kind: "time", serverMillis: Date.parse("2026-11-22T09:00:00Z") });
});
