import { reactive, shallowReactive } from "vue";
import { setServerTime } from "@/platform/clock";
import { limits } from "@/platform/limits";
import { ProblemError } from "@/platform/problem";
import type { BodyOf, Collections, OperationId, ResultOf } from "./entities";
import type {
  Bounds,
  Command,
  Difference,
  Entity,
  FromWorker,
  LinkState,
  LiveEvent,
  Positions,
  PresentPerson,
  Sent,
  SentFix,
  ToWorker,
} from "./protocol";

export interface CommandParts<K extends OperationId> extends Pick<Command, "path" | "query"> {
  body?: BodyOf<K>;
}

export interface LiveOptions {
  /** Which page this is: "console", "field", "leader". Each has a device and an outbox of its own. */
  page: string;
  device: string;
  /** Keep commands across a closed page and send them one by one (phones), or give up after a while (console). */
  durable: boolean;
  token(): Promise<string | null>;
}

/** The live picture on the page's side: reactive collections by name, the state of the link, and commands. */
export class LiveClient {
  readonly link: LinkState = reactive({ phase: "connecting", heardAt: 0, completeAt: 0, attempt: 0, retryAt: 0 });
  /** Commands kept and not yet answered, oldest first; only for durable pages. */
  readonly waiting: Sent[] = shallowReactive([]);
  /** Who is on, for consoles. */
  readonly present: PresentPerson[] = shallowReactive([]);
  private readonly collections = new Map<string, Map<string, Entity>>();
  private readonly answers = new Map<string, (answer: Extract<FromWorker, { kind: "answer" }>) => void>();
  private readonly eventListeners = new Set<(event: LiveEvent) => void>();
  private readonly positionListeners = new Set<(positions: Positions) => void>();
  private readonly changeListeners = new Set<(difference: Difference) => void>();
  private readonly worker: Worker;

  constructor(private readonly options: LiveOptions) {
    this.worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "live" });
    this.worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.receive(data);
    const { page, device, durable } = options;
    const url = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/live`;
    this.post({ kind: "start", url, page, device, durable });
    addEventListener("online", () => this.post({ kind: "retry" }));
  }

  /** One collection, by id; empty until the snapshot came. Iterating it in a computed follows every change. */
  collection<K extends keyof Collections>(name: K): ReadonlyMap<string, Collections[K]> {
    return this.held(name) as unknown as ReadonlyMap<string, Collections[K]>;
  }

  /** Sends one operation of the contract. Durable pages resolve whenever the answer comes, even hours later. */
  command<K extends OperationId>(operation: K, parts: CommandParts<K> = {}, id: string = newId()): Promise<ResultOf<K>> {
    const { durable } = this.options;
    if (!durable && this.link.phase !== "live") return Promise.reject(new ProblemError(problemOf("console.offline")));
    return new Promise<ResultOf<K>>((resolve, reject) => {
      const giveUp = durable ? null : setTimeout(() => {
        this.answers.delete(id);
        this.post({ kind: "forget", id });
        reject(new ProblemError(problemOf("console.no-answer")));
      }, limits.answerMillis);
      this.answers.set(id, ({ result, problem }) => {
        if (giveUp) clearTimeout(giveUp);
        if (problem) reject(new ProblemError(problem));
        else resolve(result as ResultOf<K>);
      });
      // Plain data only: reactive proxies cannot cross to the worker.
      const message = JSON.parse(JSON.stringify({ type: "command", id, operation, ...parts })) as Command;
      this.post({ kind: "send", message, durable });
    });
  }

  /** Kept in memory and sent again until the server has them. */
  positions(fixes: SentFix[]) {
    this.post({ kind: "send", message: { type: "positions", id: newId(), fixes }, durable: false });
  }

  look(bounds: Bounds) {
    this.post({ kind: "look", bounds });
  }

  onEvent(listener: (event: LiveEvent) => void): () => void {
    return subscribe(this.eventListeners, listener);
  }

  onPositions(listener: (positions: Positions) => void): () => void {
    return subscribe(this.positionListeners, listener);
  }

  onDifference(listener: (difference: Difference) => void): () => void {
    return subscribe(this.changeListeners, listener);
  }

  stop() {
    this.post({ kind: "stop" });
    setTimeout(() => this.worker.terminate(), 200);
  }

  private post(message: ToWorker) {
    this.worker.postMessage(message);
  }

  private async giveToken() {
    try {
      this.post({ kind: "token", token: await this.options.token() });
    } catch {
      this.post({ kind: "no-token" });
    }
  }

  private receive(message: FromWorker) {
    switch (message.kind) {
      case "token?":
        return void this.giveToken();
      case "link":
        return void Object.assign(this.link, message.link);
      case "time":
        return setServerTime(message.serverMillis);
      case "difference":
        return this.apply(message.difference);
      case "answer":
        this.answers.get(message.id)?.(message);
        return void this.answers.delete(message.id);
      case "waiting":
        return void this.waiting.splice(0, this.waiting.length, ...message.messages);
      case "presence":
        return void this.present.splice(0, this.present.length, ...message.people);
      case "positions":
        for (const listener of this.positionListeners) listener(message.positions);
    }
  }

  private held(name: string): Map<string, Entity> {
    let held = this.collections.get(name);
    if (!held) this.collections.set(name, (held = shallowReactive(new Map<string, Entity>())));
    return held;
  }

  private apply(difference: Difference) {
    for (const [name, ids] of Object.entries(difference.gone)) {
      const held = this.held(name);
      for (const id of ids) held.delete(id);
    }
    for (const [name, entities] of Object.entries(difference.changed)) {
      const held = this.held(name);
      for (const entity of entities) held.set(entity.id, entity);
    }
    for (const listener of this.changeListeners) listener(difference);
    for (const event of difference.events) for (const listener of this.eventListeners) listener(event);
  }
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function problemOf(code: string) {
  return { code, title: code, status: 0 };
}

export function newId(): string {
  return crypto.randomUUID();
}
