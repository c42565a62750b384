import { createParser, type EventSourceMessage } from "eventsource-parser";
import { ApiError, isProblem } from "./api-error.ts";
import type { EventBody } from "./operations.ts";

/** An event as it came. */
export interface ReceivedEvent {
  /** Hand it to `events({ after })` to go on behind it another time. */
  readonly id: string;
  readonly body: EventBody;
}

/** Where to begin and when to end. */
export interface FollowOptions {
  /** The id of the last event that is known. @defaultValue what happens from now on */
  readonly after?: string;
  readonly signal?: AbortSignal;
  /** Called when the stream is open, and when it is lost. */
  readonly onConnection?: (isOpen: boolean) => void;
  /**
   * A stream on which nothing came for so long is lost, in milliseconds: some networks die without a word. Longer than the
   * server's `eventStreams.heartbeatMs`. @defaultValue `45_000`
   */
  readonly silenceTimeoutMs?: number;
}

type Open = (lastEventId: string | undefined, signal: AbortSignal | undefined) => Promise<Response>;

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** Three heartbeats of a server that was left as it is. */
const SILENCE_TIMEOUT_MS = 45_000;

/** Follows a stream of events over lost connections, until the signal ends it or coming back does not help. */
export async function* followEvents(
  open: Open,
  { after, signal, onConnection = () => undefined, silenceTimeoutMs = SILENCE_TIMEOUT_MS }: FollowOptions,
): AsyncGenerator<ReceivedEvent, void, void> {
  let last = after;
  let failures = 0;
  const isEnded = () => signal?.aborted === true;
  while (!isEnded()) {
    let retryAfterMs = 0;
    try {
      const response = await open(last, signal);
      if (!response.ok) throw await ApiError.of(response);
      onConnection(true);
      failures = 0;
      for await (const { id, event, data } of messagesOf(response, silenceTimeoutMs)) {
        if (event === "dropped") throw droppedFor(JSON.parse(data));
        if (id === undefined) continue;
        last = id;
        yield { id, body: JSON.parse(data) as EventBody };
      }
    } catch (error) {
      if (isFinal(error)) throw error;
      if (error instanceof ApiError) retryAfterMs = error.retryAfterMs ?? 0;
    }
    if (isEnded()) return;
    onConnection(false);
    await pause(Math.max(retryAfterMs, waitMs(failures)), signal);
    failures += 1;
  }
}

async function* messagesOf(
  { body }: Response,
  silenceTimeoutMs: number,
): AsyncGenerator<EventSourceMessage, void, void> {
  if (body === null) return;
  const arrived: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => void arrived.push(message) });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { value, done } = await within(silenceTimeoutMs, reader.read());
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
      yield* arrived.splice(0);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Settles as the promise does; rejects when that takes longer. */
function within<Result>(timeoutMs: number, promise: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Nothing came for ${timeoutMs} ms.`)), timeoutMs);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function droppedFor(problem: unknown): ApiError {
  if (!isProblem(problem)) return new ApiError(500, { code: "INTERNAL_ERROR", message: "The stream ended." });
  return new ApiError(problem.status, problem);
}

/** Whoever may not read, or asks for what is not there, will not fare better next time. */
const isFinal = (error: unknown): boolean =>
  error instanceof ApiError &&
  error.status >= 400 &&
  error.status < 500 &&
  error.status !== 408 &&
  error.status !== 429;

/** Longer after each failure, and spread by chance, so that not all come back together. */
const waitMs = (failures: number) =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures) * (0.5 + Math.random() / 2);

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done);
  });
}
