import type { EventFeed } from "../storage/event-feed.ts";
import type { FeedEvent } from "../types/feed-event.ts";
import type { TenantId } from "../types/tenant.ts";
import type { WebhookLane } from "../types/webhook-delivery.ts";
import { isReplaying } from "./lane-state.ts";

/** So many events are read at once. */
const AHEAD = 32;

/** Reads a lane's next events from the feed, some at a time. */
export class LaneReader {
  #ahead: FeedEvent[] = [];
  #isReplay = false;

  constructor(
    private readonly tenant: TenantId,
    private readonly feed: EventFeed,
  ) {}

  /** The lane's next event, if it has been read already. */
  ready(state: WebhookLane): FeedEvent | undefined {
    const isReplay = isReplaying(state);
    if (isReplay !== this.#isReplay) this.forget();
    this.#isReplay = isReplay;
    return this.#ahead[0];
  }

  /**
   * The lane's next event; `undefined` when there is none.
   * @param stateOf - The lane as it is now; it may change while the feed is read.
   * @param move - Called with the lane when a replay has come to its end.
   */
  async next(stateOf: () => WebhookLane, move: (state: WebhookLane) => void): Promise<FeedEvent | undefined> {
    for (;;) {
      const state = stateOf();
      const ready = this.ready(state);
      if (ready !== undefined) return ready;
      const [span] = this.#isReplay ? state.replays : [];
      const [after, last] = span === undefined ? [state.position, undefined] : [span[0] - 1, span[1]];
      const found = await this.feed.read(this.tenant, after, AHEAD);
      if (stateOf() !== state) continue;
      this.#ahead = found.filter(({ position }) => last === undefined || position <= last);
      if (this.#ahead.length > 0) continue;
      if (span === undefined) return undefined;
      move({ ...state, replays: state.replays.slice(1), head: 0, failures: 0 });
    }
  }

  /** The event is done with. */
  took({ position }: FeedEvent): void {
    if (this.#ahead[0]?.position === position) this.#ahead.shift();
  }

  /** What was read may have changed. */
  forget(): void {
    this.#ahead = [];
  }
}
