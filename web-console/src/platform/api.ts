import { operationPaths } from "@/generated/operations";
import type { BodyOf, OperationId, ResultOf } from "@/live/entities";
import type { Problem } from "@/live/protocol";
import { limits } from "./limits";
import { ProblemError } from "./problem";

export interface Parts<K extends OperationId> {
  path?: Record<string, string>;
  query?: Record<string, string | number | undefined>;
  body?: BodyOf<K>;
  /** For an operation that takes a file instead of JSON. */
  file?: Blob;
  /** A signal of the caller's own, to drop an answer nobody waits for any more. */
  signal?: AbortSignal;
}

let tokenSource: (refused?: string) => Promise<string | null> = async () => null;

/** @param source a token that is good; with the one that the server refused, another one */
export function useTokens(source: (refused?: string) => Promise<string | null>) {
  tokenSource = source;
}

/** One operation of the contract over HTTP. Failures are ProblemErrors; a server that cannot be reached is one, too. */
export async function call<K extends OperationId>(operation: K, parts: Parts<K> = {}): Promise<ResultOf<K>> {
  const response = await request(operation, parts);
  if (response.status === 204) return undefined as ResultOf<K>;
  const json = await jsonOf(response, parts.signal);
  if (response.ok && json !== null) return json as ResultOf<K>;
  throw failed(response, json);
}

/** The same for operations that answer with a file. */
export async function callForFile<K extends OperationId>(operation: K, parts: Parts<K> = {}): Promise<Blob> {
  const response = await request(operation, parts);
  if (response.ok) return response.blob().catch(cutOff(parts.signal));
  throw failed(response, await jsonOf(response, parts.signal));
}

/** Null when it is none; an answer that breaks off is a server that cannot be reached. */
async function jsonOf(response: Response, signal?: AbortSignal): Promise<unknown> {
  const text = await response.text().catch(cutOff(signal));
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function cutOff(signal?: AbortSignal) {
  return (failure: unknown): never => {
    if (signal?.aborted) throw failure;
    throw new ProblemError({ code: "console.unreachable", title: "unreachable", status: 0 });
  };
}

function failed(response: Response, json: unknown): ProblemError {
  return new ProblemError(
    (json as Problem | null)?.code
      ? (json as Problem)
      : { code: "console.unexpected", title: `HTTP ${response.status}`, status: response.status },
  );
}

async function request<K extends OperationId>(operation: K, parts: Parts<K>): Promise<Response> {
  const [method, template] = operationPaths[operation];
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parts.path?.[name] ?? ""));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parts.query ?? {})) if (value !== undefined) query.set(name, String(value));
  const url = query.size ? `${path}?${query}` : path;
  const token = await tokenSource();
  const response = await send(url, method, parts, token);
  // Good by this machine's clock only: the server's has gone on, as it does while a laptop sleeps.
  const another = response.status === 401 && token ? await tokenSource(token) : null;
  return another ? send(url, method, parts, another) : response;
}

async function send<K extends OperationId>(url: string, method: string, parts: Parts<K>, token: string | null): Promise<Response> {
  const headers: Record<string, string> = { Accept: "application/json, application/problem+json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (parts.file) headers["Content-Type"] = "application/octet-stream";
  else if (parts.body !== undefined) headers["Content-Type"] = "application/json";
  const signals = [AbortSignal.timeout(parts.file ? limits.fileMillis : limits.requestMillis), ...(parts.signal ? [parts.signal] : [])];
  return fetch(url, {
    method,
    headers,
    signal: AbortSignal.any(signals),
    ...(parts.file ? { body: parts.file } : parts.body === undefined ? {} : { body: JSON.stringify(parts.body) }),
  }).catch(cutOff(parts.signal));
}
