import type { ServerResponse } from "node:http";
import { toProblem } from "../problems/problem.ts";
import { ReaderTooSlowError } from "../problems/request-errors.ts";
import { CLOSED_HEADERS } from "./send-json.ts";

/** How streams of events are served. */
export interface EventStreamSettings {
  /** After so long a comment shows that the stream is alive, and its reader's token is looked at again, in milliseconds. */
  readonly heartbeatMs: number;
  /** Who takes nothing for so long is cut off, in milliseconds. */
  readonly dropAfterMs: number;
  /** Streams of one tenant at once. */
  readonly maxPerTenant: number;
}

export const EVENT_STREAM_DEFAULTS: EventStreamSettings = {
  heartbeatMs: 15_000,
  dropAfterMs: 30_000,
  maxPerTenant: 20,
};

/** An event as it is sent: its id to go on after, and a body with its name. */
export interface SentEvent {
  readonly id: string;
  readonly event: string;
}

interface SendEventsOptions extends EventStreamSettings {
  /** Rejects when the reader may not read any longer. */
  readonly assertWelcome: () => Promise<unknown>;
  /** Makes `events` end with a reason. */
  readonly stop: (reason: unknown) => void;
}

/** After so long a browser comes back. */
const RETRY_MS = 1_000;
/** How long the last words to a slow reader may take to leave. */
const LAST_WORDS_MS = 1_000;

/**
 * Answers with server-sent events, no faster than they are read. A stream that ends before its reader does ends with an event
 * `dropped`, which says why in the form of any problem, so that the reader knows whether to come back.
 */
export async function sendEvents(
  response: ServerResponse,
  events: AsyncIterable<SentEvent>,
  { heartbeatMs, dropAfterMs, assertWelcome, stop }: SendEventsOptions,
): Promise<void> {
  // Nginx would hold events back.
  const unbuffered = { "X-Accel-Buffering": "no" };
  response.writeHead(200, { ...CLOSED_HEADERS, ...unbuffered, "Content-Type": "text/event-stream; charset=utf-8" });
  response.write(`retry: ${RETRY_MS}\n\n`);
  const heartbeat = setInterval(() => {
    if (!response.writableNeedDrain) response.write(": alive\n\n");
    assertWelcome().catch(stop);
  }, heartbeatMs);
  try {
    for await (const { id, ...body } of events) {
      const isTaken = response.write(`id: ${id}\nevent: ${body.event}\ndata: ${JSON.stringify(body)}\n\n`);
      if (!isTaken) await drained(response, dropAfterMs);
    }
  } catch (error) {
    if (response.closed) return;
    const { body } = toProblem(error);
    response.end(`event: dropped\ndata: ${JSON.stringify(body)}\n\n`);
    setTimeout(() => response.destroy(), LAST_WORDS_MS).unref();
    // It is logged where all of these are.
    if (body.status === 500) throw error;
  } finally {
    clearInterval(heartbeat);
  }
}

/** Resolves when what was written has left, or the reader has. @throws ReaderTooSlowError */
function drained(response: ServerResponse, dropAfterMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer);
      response.off("drain", done).off("close", done);
      resolve();
    };
    const timer = setTimeout(() => {
      response.off("drain", done).off("close", done);
      reject(new ReaderTooSlowError(dropAfterMs));
    }, dropAfterMs);
    response.on("drain", done).on("close", done);
  });
}
