import type { SentFix } from "@/live/protocol";

/** A browser may give several positions a second; more than this says nothing new. */
const leastMillis = 1_000;
/** A quarter of an hour of driving; then the oldest go. */
const mostHeld = 1_000;
const mostSent = 100;

/** Positions on their way out: one batch at a time, the next holds what came meanwhile. */
export class FixQueue {
  private held: SentFix[] = [];
  private lastMillis = -Infinity;
  private sending = false;

  constructor(private readonly send: (fixes: SentFix[]) => Promise<unknown>) {}

  get size(): number {
    return this.held.length;
  }

  add(fix: SentFix) {
    const at = Date.parse(fix.fixAt);
    if (at - this.lastMillis < leastMillis) return;
    this.lastMillis = at;
    this.held.push(fix);
    if (this.held.length > mostHeld) this.held.shift();
    this.flush();
  }

  flush() {
    if (this.sending || !this.held.length) return;
    this.sending = true;
    // What was handed over is resent by the link until it is answered.
    void this.send(this.held.splice(0, mostSent)).finally(() => {
      this.sending = false;
      this.flush();
    });
  }
}
