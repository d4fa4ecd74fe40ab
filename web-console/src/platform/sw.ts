/// <reference lib="webworker" />
/** For the phone pages: they open without a network, and notices reach a phone in the pocket. */
import { createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] };

precacheAndRoute(self.__WB_MANIFEST);
for (const page of ["field", "leader"])
  registerRoute(new NavigationRoute(createHandlerBoundToURL(`/${page}.html`), { allowlist: [new RegExp(`^/${page}(/|$|\\?)`)] }));

/** Fonts and the map are large and never change under one name: kept from their first use on. */
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith("/assets/"),
  async ({ request }) => {
    const cache = await caches.open("assets");
    const kept = await cache.match(request);
    if (kept) return kept;
    const fresh = await fetch(request as Request);
    if (fresh.ok) await cache.put(request, fresh.clone());
    return fresh;
  },
);

self.addEventListener("message", (event) => {
  if (event.data === "update") void self.skipWaiting();
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/** Which page this worker was registered for. */
const scopePage = () => (new URL(self.registration.scope).pathname.startsWith("/leader") ? "leader" : "field");

interface Pushed {
  noticeId?: string;
  title: string;
  body: string;
  urgency?: "normal" | "high";
  drill?: boolean;
}

self.addEventListener("push", (event) => {
  const pushed = event.data?.json() as Pushed | undefined;
  if (!pushed) return;
  const options: NotificationOptions & { renotify?: boolean; vibrate?: number[] } = {
    body: pushed.body,
    tag: pushed.noticeId,
    renotify: Boolean(pushed.noticeId),
    icon: `/icons/${scopePage()}-192.png`,
    badge: "/icons/badge-96.png",
    requireInteraction: pushed.urgency === "high",
    vibrate: pushed.urgency === "high" ? [400, 200, 400, 200, 400] : [200],
    data: { noticeId: pushed.noticeId },
  };
  const title = pushed.drill && !pushed.title.includes("演练") ? `【演练】${pushed.title}` : pushed.title;
  event.waitUntil(self.registration.showNotification(title, options));
});

/** The page of this registration comes to the front and is told which notice was touched. */
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { noticeId } = (event.notification.data ?? {}) as { noticeId?: string };
  const scope = new URL(self.registration.scope);
  event.waitUntil(
    (async () => {
      const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
      const open = windows.find((client) => new URL(client.url).pathname.startsWith(scope.pathname));
      if (open) {
        await open.focus();
        open.postMessage({ kind: "notice", noticeId });
      } else {
        await self.clients.openWindow(`${scope.pathname}${noticeId ? `?notice=${noticeId}` : ""}`);
      }
    })(),
  );
});
