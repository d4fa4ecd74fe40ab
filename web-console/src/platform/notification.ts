/** What the server pushes: the wording is its own, the mark of a drill is put here, where nobody can forget it. */
export interface Pushed {
  noticeId?: string;
  title: string;
  body: string;
  urgency?: "normal" | "high";
  drill?: boolean;
}

export type PhonePage = "field" | "leader";

/** The page that a service worker was registered for. */
export function pageOf(scope: string): PhonePage {
  return new URL(scope).pathname.startsWith("/leader") ? "leader" : "field";
}

export function notificationOf(pushed: Pushed, page: PhonePage) {
  const urgent = pushed.urgency === "high";
  const options: NotificationOptions & { renotify?: boolean; vibrate?: number[] } = {
    body: pushed.body,
    // Told again, it replaces what it said before.
    tag: pushed.noticeId,
    renotify: Boolean(pushed.noticeId),
    icon: `/icons/${page}-192.png`,
    badge: "/icons/badge-96.png",
    requireInteraction: urgent,
    vibrate: urgent ? [400, 200, 400, 200, 400] : [200],
    data: { noticeId: pushed.noticeId },
  };
  const title = pushed.drill && !pushed.title.includes("演练") ? `【演练】${pushed.title}` : pushed.title;
  return { title, options };
}

/** Where touching a notification leads. */
export function addressOf(noticeId: string | undefined, page: PhonePage): string {
  return noticeId ? `/${page}?notice=${encodeURIComponent(noticeId)}` : `/${page}`;
}
