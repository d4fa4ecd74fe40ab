import { computed, shallowRef } from "vue";
import type { Person, Session } from "@/live/entities";
import { newId } from "@/live/client";
import { call, useTokens } from "@/platform/api";
import { ProblemError } from "@/platform/problem";

/** Access tokens are renewed this long before they run out. */
const earlyMillis = 60_000;

interface Kept {
  refreshToken: string;
  person: Person;
}

/**
 * Who is signed in on this page. Each page keeps its own session and device, so that three people can play
 * their parts in three windows of one browser.
 */
export class Identity {
  readonly person = shallowRef<Person | null>(null);
  readonly signedIn = computed(() => this.person.value !== null);
  readonly device: string;
  private accessToken: string | null = null;
  private goodUntil = 0;
  private renewal: Promise<string | null> | null = null;

  constructor(private readonly page: string) {
    this.device = localStorage.getItem(this.key("device")) ?? newId();
    localStorage.setItem(this.key("device"), this.device);
    this.person.value = this.kept()?.person ?? null;
    useTokens((refused) => this.token(refused !== undefined && refused === this.accessToken));
  }

  async signIn(username: string, password: string) {
    this.take(await call("createSession", { body: { username, password, device: this.device } }));
  }

  async signOut() {
    await call("deleteSession").catch(() => undefined);
    this.forget();
  }

  /** A token that is still good, or null when nobody is signed in; asks for a new pair when it must. */
  async token(fresh = false): Promise<string | null> {
    if (!fresh && this.accessToken && Date.now() < this.goodUntil) return this.accessToken;
    if (!this.kept()) return null;
    // A refresh token works once: one renewal at a time, also among tabs.
    this.renewal ??= navigator.locks
      .request(this.key("session"), async () => this.renew())
      .then((token) => token)
      .finally(() => (this.renewal = null));
    return this.renewal;
  }

  may(permission: string): boolean {
    return this.person.value?.permissions.includes(permission) ?? false;
  }

  private async renew(): Promise<string | null> {
    const kept = this.kept();
    if (!kept) return null;
    try {
      const response = await fetch("/api/session/refresh", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ refreshToken: kept.refreshToken }),
      });
      if (response.ok) {
        this.take((await response.json()) as Session);
        return this.accessToken;
      }
      if (response.status === 401 || response.status === 403) this.forget();
      return null;
    } catch {
      throw new ProblemError({ code: "console.unreachable", title: "unreachable", status: 0 });
    }
  }

  private take(session: Session) {
    this.accessToken = session.accessToken;
    this.goodUntil = Date.now() + session.expiresInSeconds * 1000 - earlyMillis;
    this.person.value = session.person;
    const kept: Kept = { refreshToken: session.refreshToken, person: session.person };
    localStorage.setItem(this.key("session"), JSON.stringify(kept));
  }

  private forget() {
    localStorage.removeItem(this.key("session"));
    this.accessToken = null;
    this.goodUntil = 0;
    this.person.value = null;
  }

  private kept(): Kept | null {
    const text = localStorage.getItem(this.key("session"));
    return text ? (JSON.parse(text) as Kept) : null;
  }

  private key(name: string) {
    return `qianzhi.${this.page}.${name}`;
  }
}
