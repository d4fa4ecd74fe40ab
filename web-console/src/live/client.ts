import { reactive, shallowReactive } from "vue";
import { setServerTime } from "@/platform/clock";
import { limits } from "@/platform/limits";
import { ProblemError } from "@/platform/problem";
import type { BodyOf, Collections, OperationId, ResultOf } from "./entities";
import { Picture } from "./picture";
import type {
  Bounds,
  Command,
  Difference,
  FromWorker,
  LinkState,
  LiveEvent,
  Positions,
  PresentPerson,
  Sent,
  SentFix,
  ToWorker,
} from "./protocol";
// Inline, so that a phone page that opens without a network has its worker, too: a service worker of /field
// is not asked for scripts of workers that lie elsewhere.
import LiveWorker from "./worker?worker&inline";

export interface CommandParts<K extends OperationId> extends Pick<Command, "path" | "query"> {
  body?: BodyOf<K>;
}

export interface LiveOptions {
  /** Which page this is: "console", "field", "leader". Each has a device and an outbox of its own. */
  page: string;
  device: string;
  /**
   * The person for whom commands and the last picture are kept across a closed page, and commands are sent one by
   * one (phones); null: commands are given up after a while and nothing is kept (console).
   */
  owner: string | null;
  /** @param fresh true when the server refused the last one although it seemed good */
  token(fresh: boolean): Promise<string | null>;
}

export type Answer = Extract<FromWorker, { kind: "answer" }>;

/** The live picture on the page's side: reactive collections by name, the state of the link, and commands. */
export class LiveClient {
  readonly link: LinkState = reactive({ phase: "connecting", heardAt: 0, completeAt: 0, attempt: 0, retryAt: 0 });
  /** Commands kept and not yet answered, oldest first; only for durable pages. */
  readonly waiting: Sent[] = shallowReactive([]);
  /** Who is on, for consoles. */
  readonly present: PresentPerson[] = shallowReactive([]);
  private readonly picture = new Picture();
  private readonly answers = new Map<string, (answer: Answer) => void>();
  private readonly answerListeners = new Set<(answer: Answer) => void>();
  private readonly eventListeners = new Set<(event: LiveEvent) => void>();
  private readonly positionListeners = new Set<(positions: Positions) => void>();
  private readonly changeListeners = new Set<(difference: Difference) => void>();
  private readonly worker: Worker;

  constructor(private readonly options: LiveOptions) {
    this.worker = new LiveWorker({ name: "live" });
    this.worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.receive(data);
    const { page, device, owner } = options;
    const url = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/live`;
    this.post({ kind: "start", url, page, device, owner });
    addEventListener("online", () => this.post({ kind: "retry" }));
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.post({ kind: "retry" }));
  }

  /** One collection, by id; empty until the snapshot came. Iterating it in a computed follows every change. */
  collection<K extends keyof Collections>(name: K): ReadonlyMap<string, Collections[K]> {
    return this.picture.collection(name);
  }

  /** Sends one operation of the contract. Durable pages resolve whenever the answer comes, even hours later. */
  command<K extends OperationId>(operation: K, parts: CommandParts<K> = {}, id: string = newId()): Promise<ResultOf<K>> {
    const durable = this.options.owner !== null;
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
      this.post({ kind: "send", message: commandOf(id, operation, parts), durable });
    });
  }

  /**
   * What the page itself reports, such as that something was shown: sent again until answered, but nobody pressed
   * it, so it is not kept across a closed page and its failure is nobody's concern.
   */
  report<K extends OperationId>(operation: K, parts: CommandParts<K> = {}) {
    this.post({ kind: "send", message: commandOf(newId(), operation, parts), durable: false });
  }

  /** Sent again until the server has answered; false when it did not want them. */
  positions(fixes: SentFix[]): Promise<boolean> {
    const id = newId();
    return new Promise((resolve) => {
      this.answers.set(id, ({ problem }) => resolve(!problem));
      this.post({ kind: "send", message: { type: "positions", id, fixes }, durable: false });
    });
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

  /** Every answer, also to commands of an earlier visit. */
  onAnswer(listener: (answer: Answer) => void): () => void {
    return subscribe(this.answerListeners, listener);
  }

  onDifference(listener: (difference: Difference) => void): () => void {
    return subscribe(this.changeListeners, listener);
  }

  /** @param forget true when the person signs out: what was shown is not kept */
  stop(forget = false) {
    this.post({ kind: "stop", forget });
    setTimeout(() => this.worker.terminate(), 200);
  }

  private post(message: ToWorker) {
    this.worker.postMessage(message);
  }

  private async giveToken(fresh: boolean) {
    try {
      this.post({ kind: "token", token: await this.options.token(fresh) });
    } catch {
      this.post({ kind: "no-token" });
    }
  }

  private receive(message: FromWorker) {
    switch (message.kind) {
      case "token?":
        return void this.giveToken(message.fresh);
      case "link":
        return void Object.assign(this.link, message.link);
      case "time":
        return setServerTime(message.serverMillis);
      case "difference":
        return this.apply(message.difference);
      case "answer":
        this.answers.get(message.message.id)?.(message);
        this.answers.delete(message.message.id);
        return this.answerListeners.forEach((listener) => listener(message));
      case "waiting":
        return void this.waiting.splice(0, this.waiting.length, ...message.messages);
      case "presence":
        return void this.present.splice(0, this.present.length, ...message.people);
      case "positions":
        for (const listener of this.positionListeners) listener(message.positions);
    }
  }

  private apply(difference: Difference) {
    this.picture.apply(difference);
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

/** Plain data only: reactive proxies cannot cross to the worker. */
function commandOf(id: string, operation: OperationId, parts: CommandParts<OperationId>): Command {
  return JSON.parse(JSON.stringify({ type: "command", id, operation, ...parts })) as Command;
}

export function newId(): string {
  return crypto.randomUUID();
}
