import { ApiError, type EventBody } from "@polyphone/client";
import { type ReadonlySignal, signal } from "@preact/signals";
import { client } from "./client.ts";
import { hasLeft } from "./signed-in-page.ts";

/** Whether the page hears of what happens: not yet, at once, not while the server is away, or not any more. */
export type LiveState = "opening" | "open" | "lost" | "ended";

/** Who wants to hear. */
export interface LiveListener {
  /** Called when the stream opens, and once when it does not: what is shown is to be loaded anew then. */
  readonly reload: () => void;
  readonly onEvent: (event: EventBody) => void;
}

const state = signal<LiveState>("opening");
let attempt = new AbortController();

/** How it stands with the stream of this page. */
export const liveState: ReadonlySignal<LiveState> = state;

/** Follows what happens to the tenant, over restarts of the server, for as long as the page is there. Called once in a page. */
export async function followLive(listener: LiveListener): Promise<void> {
  addEventListener("online", reconnectNow);
  while (state.value !== "ended") await followOnce(listener);
}

/** Does not wait for the next try. */
export function reconnectNow(): void {
  if (state.value === "lost") attempt.abort();
}

async function followOnce({ reload, onEvent }: LiveListener): Promise<void> {
  attempt = new AbortController();
  const onConnection = (isOpen: boolean) => {
    const isFirst = state.value === "opening";
    state.value = isOpen ? "open" : "lost";
    if (isOpen || isFirst) reload();
  };
  try {
    for await (const { body } of client.events({ signal: attempt.signal, onConnection })) onEvent(body);
  } catch (error) {
    // Away for longer than events are kept: what happened meanwhile is found by loading anew, which opening does.
    if (error instanceof ApiError && error.code === "UNKNOWN_EVENT") return;
    state.value = "ended";
    if (!hasLeft(error)) reload();
  }
}
