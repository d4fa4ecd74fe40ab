import { call } from "@/platform/api";
import { pushState, registrationOf, subscribePush } from "@/platform/pwa";

/** Asks the person, subscribes at the browser's push service, and tells the server where to push. */
export async function turnPushOn(page: "field" | "leader", device: string, publicKey: string) {
  const subscription = await subscribePush(await registrationOf(page), publicKey);
  await call("subscribePush", { body: { device, ...subscription } });
}

/** Where push was turned on, the server is told again at every visit: subscriptions move, servers are set up anew. */
export async function renewPush(page: "field" | "leader", device: string, publicKey: string) {
  if ((await pushState(page)) === "on") await turnPushOn(page, device, publicKey);
}
