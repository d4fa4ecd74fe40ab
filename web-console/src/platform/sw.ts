/// <reference lib="webworker" />
/** For the phone pages: they open without a network, and notices reach a phone in the pocket. */
import { createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { addressOf, notificationOf, pageOf, type Pushed } from "./notification";

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
/** A new version has new names for everything but the fonts. */
async function dropOld() {
  const cache = await caches.open("assets");
  const old = (await cache.keys()).filter(({ url }) => !url.endsWith(".woff2"));
  await Promise.all(old.map((request) => cache.delete(request)));
}
self.addEventListener("activate", (event) => event.waitUntil(Promise.all([dropOld(), self.clients.claim()])));

self.addEventListener("push", (event) => {
  if (!event.data) return;
  const { title, options } = notificationOf(event.data.json() as Pushed, pageOf(self.registration.scope));
  event.waitUntil(self.registration.showNotification(title, options));
});

/** The page of this registration comes to the front and is told which notice was touched. */
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { noticeId } = (event.notification.data ?? {}) as { noticeId?: string };
  const page = pageOf(self.registration.scope);
  event.waitUntil(
    (async () => {
      const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
      const open = windows.find((client) => new URL(client.url).pathname.startsWith(`/${page}`));
      if (open) {
        await open.focus();
        open.postMessage({ kind: "notice", noticeId });
      } else {
        await self.clients.openWindow(addressOf(noticeId, page));
      }
    })(),
  );
});
