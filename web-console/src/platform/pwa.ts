import { ref } from "vue";

/** True when a newer version of the page waits; update() takes it. */
export const updateReady = ref(false);

let waiting: ServiceWorker | null = null;

/** Registers the service worker for one phone page; each page has a registration, and a push subscription, of its own. */
export async function registerPage(page: "field" | "leader"): Promise<ServiceWorkerRegistration | null> {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return null;
  const registration = await navigator.serviceWorker.register("/sw.js", { scope: `/${page}` });
  const offer = (worker: ServiceWorker | null) => {
    if (!worker || !navigator.serviceWorker.controller) return;
    waiting = worker;
    updateReady.value = true;
  };
  offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => worker.state === "installed" && offer(worker));
  });
  return registration;
}

export function update() {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting?.postMessage("update");
}

/** on and off are this device's; the others say why it cannot be turned on. */
export type PushState = "on" | "off" | "denied" | "install" | "unsupported";

/** The person, the browser or its push service said no. */
export class PushRefused extends Error {}

const onApple = () => /iPhone|iPad/.test(navigator.userAgent);

export async function registrationOf(page: "field" | "leader"): Promise<ServiceWorkerRegistration | null> {
  return (await navigator.serviceWorker?.getRegistration(`/${page}`)) ?? null;
}

export async function pushState(page: "field" | "leader"): Promise<PushState> {
  const registration = await registrationOf(page);
  // On an iPhone pages get push only after they were put on the home screen.
  if (!registration || !("PushManager" in window) || !("Notification" in window)) return onApple() ? "install" : "unsupported";
  if (Notification.permission === "denied") return "denied";
  return Notification.permission === "granted" && (await registration.pushManager.getSubscription()) ? "on" : "off";
}

function sameKey(subscription: PushSubscription, publicKey: string): boolean {
  const key = subscription.options.applicationServerKey;
  if (!key) return false;
  const text = btoa(String.fromCharCode(...new Uint8Array(key))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return text === publicKey.replaceAll("=", "");
}

/** Asks for permission and gives the subscription the server wants. */
export async function subscribePush(registration: ServiceWorkerRegistration | null, publicKey: string) {
  if (!registration || (await Notification.requestPermission()) !== "granted") throw new PushRefused();
  let subscription = await registration.pushManager.getSubscription();
  // A subscription for another server's key never delivers.
  if (subscription && !sameKey(subscription, publicKey)) {
    await subscription.unsubscribe();
    subscription = null;
  }
  subscription ??= await registration.pushManager
    .subscribe({ userVisibleOnly: true, applicationServerKey: publicKey })
    .catch((refused: unknown) => {
      throw new PushRefused(String(refused));
    });
  const { endpoint, expirationTime, keys } = subscription.toJSON();
  return { endpoint: endpoint!, expirationTime: expirationTime ?? null, keys: { p256dh: keys!.p256dh!, auth: keys!.auth! } };
}
