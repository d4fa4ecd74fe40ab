import { afterEach, expect, it, vi } from "vitest";
import { call } from "./api";

const broken = () =>
  new Response(
    new ReadableStream({
      start(body) {
        body.enqueue(new TextEncoder().encode('{"code'));
        body.error(new TypeError("network error"));
      },
    }),
  );

afterEach(() => vi.unstubAllGlobals());

it.each([
  ["no answer", () => Promise.reject(new TypeError("failed to fetch")), "console.unreachable"],
  ["an answer that breaks off", async () => broken(), "console.unreachable"],
  ["an answer that is no JSON", async () => new Response("<html>"), "console.unexpected"],
])("%s is told apart", async (_, answer, code) => {
  vi.stubGlobal("fetch", answer);
  await expect(call("getReference")).rejects.toMatchObject({ problem: { code } });
});
