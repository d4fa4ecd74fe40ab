import { limits } from "@/platform/limits";
import { answered } from "./answered";
import { backoffMillis } from "./backoff";
import { readPositions } from "./frames";
import type { Bounds, Entities, LinkState, Problem, Sent, ServerMessage } from "./protocol";
import type { Socket, Surroundings } from "./socket";
import { LiveState } from "./state";

/** Not or no longer signed in: ask for a fresh token and come back. */
const closedUnauthorised = 4401;
/** The same device said hello elsewhere. */
const closedReplaced = 4409;

/** One page's link to the server: connects, resumes, resends, and never shows old as new. */
export class LiveSession {
  private readonly state = new LiveState();
  private readonly pending = new Map<string, { message: Sent; durable: boolean; sent: boolean }>();
  private socket: Socket | null = null;
  private cursor: string | null = null;
  private bounds: Bounds | null = null;
  private refusals = 0;
  private pingedAt = 0;
  private askedAt = 0;
  private token: string | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private batch: ReturnType<typeof setTimeout> | null = null;
  private pause: ReturnType<typeof setTimeout> | null = null;
  private budget: number = limits.sendBurst;
  private budgetAt = 0;
  private readonly watch: ReturnType<typeof setInterval>;
  private link: LinkState = { phase: "connecting", heardAt: 0, completeAt: 0, attempt: 0, retryAt: 0 };

  constructor(
    private readonly device: string,
    private readonly around: Surroundings,
  ) {
    this.watch = setInterval(() => this.checkSilence(), 1000);
  }

  /** The picture of an earlier visit, shown with its age until the server tells a new one. */
  restore(entities: Entities, completeAt: number) {
    this.state.replace(entities);
    this.set({ completeAt });
    this.changed();
  }

  /** Everything held, to be shown at the next visit. */
  picture(): { entities: Entities; completeAt: number } {
    return { entities: this.state.all(), completeAt: this.link.completeAt };
  }

  start() {
    this.set({ phase: "connecting" });
    this.around.askToken(this.refusals > 0);
  }

  /** The page's answer: null says that nobody is signed in. */
  useToken(token: string | null) {
    if (!token) return this.set({ phase: "refused" });
    const renewed = this.token !== token;
    this.token = token;
    if (this.link.phase === "connecting" && !this.socket) this.connect();
    else if (renewed && this.link.phase === "live") this.say({ type: "token", token });
  }

  /** The page could not ask for a token: the same as a lost connection. */
  noToken() {
    if (!this.socket) this.again();
  }

  send(message: Sent, durable: boolean) {
    if (this.pending.has(message.id)) return;
    this.pending.set(message.id, { message, durable, sent: false });
    this.flush();
  }

  /** Nobody waits for this answer any more. */
  forget(id: string) {
    this.pending.delete(id);
  }

  look(bounds: Bounds) {
    this.bounds = bounds;
    if (this.link.phase === "live") this.say({ type: "look", ...bounds });
  }

  /** The network is back, or the page was woken: do not sit out the pause, and ask at once what still holds. */
  retry() {
    if (this.link.phase === "waiting") this.start();
    else if (this.link.phase === "live") this.ping();
  }

  stop() {
    clearInterval(this.watch);
    if (this.timer) clearTimeout(this.timer);
    if (this.pause) clearTimeout(this.pause);
    this.drop();
    this.set({ phase: "stopped" });
  }

  private connect() {
    if (this.timer) clearTimeout(this.timer);
    const socket = this.around.open();
    socket.binaryType = "arraybuffer";
    socket.onopen = () =>
      this.say({ type: "hello", token: this.token, device: this.device, ...(this.cursor ? { cursor: this.cursor } : {}) });
    socket.onmessage = ({ data }) => {
      this.link.heardAt = Date.now();
      if (data instanceof ArrayBuffer) this.positions(data);
      else this.message(JSON.parse(String(data)) as ServerMessage);
    };
    socket.onclose = ({ code }) => this.closed(code);
    this.socket = socket;
    // A connection that neither opens nor fails counts as silent, too.
    this.link.heardAt = Date.now();
  }

  private message(message: ServerMessage) {
    switch (message.type) {
      case "welcome":
        this.around.emit({ kind: "time", serverMillis: Date.parse(message.serverTime) });
        this.refusals = 0;
        this.set({ phase: "live", attempt: 0, ...(message.resumed ? { completeAt: Date.now() } : {}) });
        if (this.bounds) this.say({ type: "look", ...this.bounds });
        for (const waiting of this.pending.values()) waiting.sent = false;
        this.flush();
        return;
      case "snapshot":
        this.state.replace(message.entities);
        this.cursor = message.cursor;
        this.link.completeAt = Date.now();
        return this.changed();
      case "event":
        this.cursor = message.cursor;
        this.state.apply(message.entities ?? {});
        this.state.happened(message.event);
        return this.changed();
      case "ok":
        return this.answer(message.id, { result: message.result });
      case "problem":
        if (message.id) this.answer(message.id, { problem: message.problem });
        return;
      case "presence":
        return this.around.emit({ kind: "presence", people: message.people });
      case "pong":
        this.around.emit({ kind: "time", serverMillis: Date.parse(message.serverTime) });
        // Complete up to the moment this node last read the feed to its end.
        return this.cursor ? this.set({ completeAt: Date.now() - (message.feedAgeMillis ?? 0) }) : undefined;
      case "lagging":
        return this.again();
    }
  }

  private positions(buffer: ArrayBuffer) {
    const positions = readPositions(buffer);
    if (!positions) return;
    const { unit, longitude, latitude, speed, heading, fixMillis } = positions;
    this.around.emit({ kind: "positions", positions }, [
      unit.buffer,
      longitude.buffer,
      latitude.buffer,
      speed.buffer,
      heading.buffer,
      fixMillis.buffer,
    ] as Transferable[]);
  }

  private answer(id: string, answer: { result?: unknown; problem?: Problem }) {
    const waiting = this.pending.get(id);
    if (!waiting) return;
    this.pending.delete(id);
    const { message } = waiting;
    const changed = answered(message, answer.result);
    if (changed) {
      this.state.apply(changed);
      // Before the answer, so that a command never leaves the outbox while the page still shows its past.
      this.tellChanges();
    }
    this.around.answered(id);
    this.around.emit({ kind: "answer", message, ...answer });
    this.flush();
  }

  /** Durable messages go one after the other, in the order they were given; the others at once. */
  private flush() {
    if (this.link.phase !== "live") return;
    let durableInFlight = false;
    for (const waiting of this.pending.values()) {
      if (!waiting.sent && !(waiting.durable && durableInFlight)) {
        if (!this.mayFlush()) return;
        waiting.sent = true;
        this.say(waiting.message);
      }
      durableInFlight ||= waiting.durable;
    }
  }

  /** The server ends the session of a client that talks too fast, such as one that comes back with a full outbox. */
  private mayFlush(): boolean {
    const at = Date.now();
    this.budget = Math.min(limits.sendBurst, this.budget + ((at - this.budgetAt) / 1000) * limits.sendPerSecond);
    this.budgetAt = at;
    if (this.budget >= 1) {
      this.budget--;
      return true;
    }
    this.pause ??= setTimeout(() => {
      this.pause = null;
      this.flush();
    }, 1000 / limits.sendPerSecond);
    return false;
  }

  private changed() {
    this.batch ??= setTimeout(() => {
      this.batch = null;
      this.tellChanges();
    }, limits.batchMillis);
  }

  private tellChanges() {
    const difference = this.state.take();
    if (difference) this.around.emit({ kind: "difference", difference });
  }

  private closed(code: number) {
    this.socket = null;
    if (this.link.phase === "stopped") return;
    if (code === closedReplaced) return this.set({ phase: "replaced" });
    // One fresh token may cure it; a second refusal will not be cured by trying.
    if (code === closedUnauthorised && ++this.refusals > 1) return this.set({ phase: "refused" });
    this.again();
  }

  private again() {
    this.drop();
    const pause = backoffMillis(this.link.attempt);
    this.set({ phase: "waiting", attempt: this.link.attempt + 1, retryAt: Date.now() + pause });
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.start(), pause);
  }

  private drop() {
    if (!this.socket) return;
    this.socket.onclose = null;
    this.socket.onmessage = null;
    this.socket.close();
    this.socket = null;
  }

  private checkSilence() {
    const at = Date.now();
    if (this.socket && at - this.link.heardAt > limits.silenceMillis) return this.again();
    if (this.link.phase !== "live") return;
    if (at - this.pingedAt >= limits.pingMillis) this.ping();
    // The page renews it in time; the server ends a session whose token ran out.
    if (at - this.askedAt >= limits.tokenMillis) {
      this.askedAt = at;
      this.around.askToken(false);
    }
  }

  private ping() {
    this.pingedAt = Date.now();
    this.say({ type: "ping" });
  }

  private say(message: object) {
    this.socket?.send(JSON.stringify(message));
  }

  private set(change: Partial<LinkState>) {
    this.link = { ...this.link, ...change };
    this.around.emit({ kind: "link", link: this.link });
  }
}
