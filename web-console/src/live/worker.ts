/** The live link lives here, so that neither parsing nor a burst of events ever stops the page. */
import { limits } from "@/platform/limits";
import { Kept } from "./kept";
import type { FromWorker, Sent, ToWorker } from "./protocol";
import { durableOutbox, memoryOutbox, type Outbox } from "./outbox";
import { LiveSession } from "./session";
import type { Socket } from "./socket";

const scope = self as unknown as DedicatedWorkerGlobalScope;
const post = (message: FromWorker, transfer: Transferable[] = []) => scope.postMessage(message, transfer);

let session: LiveSession | null = null;
let outbox: Outbox = memoryOutbox();
let kept: Kept | null = null;
let owner: string | null = null;
let keeping: ReturnType<typeof setTimeout> | null = null;
/** Writes to the outbox keep their order. */
let writes: Promise<unknown> = Promise.resolve();

async function tellWaiting() {
  post({ kind: "waiting", messages: await outbox.load() });
}

/** Not at every change: a picture a moment old is as good, and says so. */
function keepPictureSoon() {
  if (kept) keeping ??= setTimeout(() => void keepPicture(), limits.keepMillis);
}

async function keepPicture() {
  if (keeping) clearTimeout(keeping);
  keeping = null;
  const picture = session?.picture();
  if (kept && owner !== null && picture?.completeAt) await kept.keepPicture({ owner, ...picture }).catch(() => undefined);
}

/** Kept with the picture it was pressed in: without the assignment, its next status would be of no use. */
async function keepMessage(message: Sent) {
  await keepPicture();
  await outbox.put(message);
}

function emit(message: FromWorker, transfer: Transferable[] = []) {
  post(message, transfer);
  if (message.kind === "difference" || message.kind === "link") keepPictureSoon();
}

async function start(order: Extract<ToWorker, { kind: "start" }>) {
  session = new LiveSession(order.device, {
    open: () => new WebSocket(order.url, "qianzhi.v1") as unknown as Socket,
    emit,
    askToken: (fresh) => post({ kind: "token?", fresh }),
    answered: (id) => {
      writes = writes.then(() => outbox.remove(id)).then(tellWaiting);
    },
  });
  if (order.owner !== null) await recall(order.page, order.owner, session);
  for (const message of await outbox.load()) session.send(message, true);
  await tellWaiting();
  session.start();
}

/** What an earlier visit left. A browser that keeps nothing must not stop anybody from working. */
async function recall(page: string, person: string, session: LiveSession) {
  try {
    const opened = new Kept(page);
    const picture = await opened.picture(person);
    if (picture) session.restore(picture.entities, picture.completeAt);
    outbox = durableOutbox(opened, person);
    kept = opened;
    owner = person;
  } catch (failure) {
    console.warn("this browser keeps nothing across a closed page", failure);
  }
}

async function stop(forget: boolean) {
  session?.stop();
  owner = null;
  if (keeping) clearTimeout(keeping);
  if (forget) await kept?.forgetPicture();
}

let begun: Promise<void> = Promise.resolve();

scope.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  switch (data.kind) {
    case "start":
      begun = start(data);
      return;
    case "token":
      return void session?.useToken(data.token);
    case "no-token":
      return void session?.noToken();
    case "look":
      return void begun.then(() => session?.look(data.bounds));
    case "retry":
      return void session?.retry();
    case "stop":
      return void stop(data.forget);
    case "forget":
      return void session?.forget(data.id);
    case "send":
      // Kept before it is sent: what was pressed survives whatever happens next.
      if (data.durable) writes = Promise.all([begun, writes]).then(() => keepMessage(data.message)).then(tellWaiting);
      void Promise.all([begun, writes]).then(() => session?.send(data.message, data.durable));
  }
};
scope.addEventListener("online", () => session?.retry());
