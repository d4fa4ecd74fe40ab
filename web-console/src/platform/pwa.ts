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

/** Asks for permission and gives the subscription the server wants; null when the person or the browser says no. */
export async function subscribePush(registration: ServiceWorkerRegistration, publicKey: string) {
  if (!("PushManager" in window) || (await Notification.requestPermission()) !== "granted") return null;
  const subscription =
    (await registration.pushManager.getSubscription()) ??
    (await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey }));
  return subscription.toJSON() as { endpoint: string; expirationTime: number | null; keys: { p256dh: string; auth: string } };
}
