import { watch } from "vue";
import type { LiveClient } from "@/live/client";
import type { Notice } from "@/live/entities";

/** Whether somebody still waits for this person to have seen it. */
export function isOpen(notice: Notice): boolean {
  return notice.state !== "acknowledged" && !notice.withdrawnAt;
}

/** Reports by itself that this device received a notice, and that it showed it once the page was in front. */
export function followNotices(live: LiveClient, personId: string): () => void {
  const notices = live.collection("notices");
  const reported = new Set<string>();

  function report(notice: Notice, state: "received" | "displayed") {
    const mark = `${notice.id} ${state}`;
    if (reported.has(mark) || notice.state === state || notice.state === "displayed") return;
    reported.add(mark);
    live.report("setNoticeState", { path: { noticeId: notice.id }, body: { state } });
  }

  function look() {
    // A kept picture of an earlier visit may be long past.
    if (live.link.phase !== "live") return;
    for (const notice of notices.values()) {
      if (notice.person.id !== personId || !isOpen(notice)) continue;
      // What was shown was received.
      report(notice, document.visibilityState === "visible" ? "displayed" : "received");
    }
  }

  const stop = watch([() => [...notices.values()], () => live.link.phase], look, { immediate: true });
  document.addEventListener("visibilitychange", look);
  return () => {
    stop();
    document.removeEventListener("visibilitychange", look);
  };
}
