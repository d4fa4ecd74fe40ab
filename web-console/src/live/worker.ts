/** The live link lives here, so that neither parsing nor a burst of events ever stops the page. */
import type { FromWorker, ToWorker } from "./protocol";
import { durableOutbox, memoryOutbox, type Outbox } from "./outbox";
import { LiveSession, type Socket } from "./session";

const scope = self as unknown as DedicatedWorkerGlobalScope;
const post = (message: FromWorker, transfer: Transferable[] = []) => scope.postMessage(message, transfer);

let session: LiveSession | null = null;
let outbox: Outbox = memoryOutbox();
/** Writes to the outbox keep their order. */
let writes: Promise<unknown> = Promise.resolve();

async function tellWaiting() {
  post({ kind: "waiting", messages: await outbox.load() });
}

async function start(order: Extract<ToWorker, { kind: "start" }>) {
  if (order.durable) outbox = durableOutbox(order.page);
  session = new LiveSession(order.device, {
    open: () => new WebSocket(order.url, "qianzhi.v1") as unknown as Socket,
    emit: post,
    askToken: () => post({ kind: "token?" }),
    answered: (id) => {
      writes = writes.then(() => outbox.remove(id)).then(tellWaiting);
    },
  });
  for (const message of await outbox.load()) session.send(message, true);
  await tellWaiting();
  session.start();
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
      return void session?.stop();
    case "forget":
      return void session?.forget(data.id);
    case "send":
      // Kept before it is sent: what was pressed survives whatever happens next.
      if (data.durable) writes = writes.then(() => outbox.put(data.message)).then(tellWaiting);
      void Promise.all([begun, writes]).then(() => session?.send(data.message, data.durable));
  }
};
scope.addEventListener("online", () => session?.retry());
