import { InvalidReplayError, WebhookFailedError } from "../errors.ts";
import { eventBody } from "../feed/event-body.ts";
import type { LaneProgress } from "../storage/delivery-store.ts";
import type { FeedEvent } from "../types/feed-event.ts";
import type { TenantId } from "../types/tenant.ts";
import type { WebhookDisabledReason, WebhookEndpoint } from "../types/webhook.ts";
import type { WebhookAttempt, WebhookLane } from "../types/webhook-delivery.ts";
import type { LaneContext } from "./lane-context.ts";
import { LaneReader } from "./lane-reader.ts";
import { failed, passed } from "./lane-state.ts";
import { retryDelayMs } from "./retry-schedule.ts";

/** Wait after the storage has failed. */
const STORAGE_RETRY_MS = 1_000;

/** So many spans wait to be delivered again at most: they are written with each step. */
const MAX_SPANS = 2_000;

/** One endpoint's deliveries, one after the other: each event is delivered or given up before the next one is tried. */
export class EndpointLane {
  readonly #tenant: TenantId;
  readonly #context: LaneContext;
  readonly #reader: LaneReader;
  readonly #abort = new AbortController();
  #endpoint: WebhookEndpoint;
  #state: WebhookLane;
  #running: Promise<void> | undefined;
  #isAwake = false;
  #isStopped = false;
  #endPause: () => void = () => undefined;

  constructor(tenant: TenantId, endpoint: WebhookEndpoint, state: WebhookLane, context: LaneContext) {
    this.#tenant = tenant;
    this.#endpoint = endpoint;
    this.#state = state;
    this.#context = context;
    this.#reader = new LaneReader(tenant, context.feed);
  }

  get endpoint(): WebhookEndpoint {
    return this.#endpoint;
  }

  /** How far it is. */
  get state(): WebhookLane {
    return this.#state;
  }

  /** There may be something to deliver. */
  wake(): void {
    this.#isAwake = true;
    if (this.#endpoint.disabled !== null || this.#isStopped) return;
    this.#running ??= this.#run();
  }

  /** The endpoint was changed: what waits for a retry is tried at once. */
  update(endpoint: WebhookEndpoint): void {
    this.#endpoint = endpoint;
    this.#reader.forget();
    // Whoever is enabled again has days of his own to prove himself.
    this.#move({ ...this.#state, nextTryAt: 0, failingSince: null });
    this.#endPause();
    this.wake();
  }

  /**
   * Delivers spans of positions again, before anything new. What was not delivered yet comes by itself.
   * @throws InvalidReplayError
   */
  replay(spans: WebhookLane["replays"]): void {
    const { position, replays } = this.#state;
    const again = spans.flatMap(([first, last]) =>
      first > position ? [] : [[first, Math.min(last, position)] as const],
    );
    if (replays.length + again.length > MAX_SPANS) throw new InvalidReplayError("too much waits for that already");
    this.#move({ ...this.#state, replays: [...replays, ...again], nextTryAt: 0 });
    this.#endPause();
    this.wake();
  }

  /** Begins nothing more. Resolves when nothing is on its way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#endPause();
    await this.#running;
  }

  /** Stops, and cuts off what is on its way, which counts as no try. */
  async cut(): Promise<void> {
    this.#abort.abort(new Error("The delivery was cut off"));
    await this.stop();
  }

  async #run(): Promise<void> {
    while (this.#isAwake && !this.#isDone) {
      this.#isAwake = false;
      try {
        while (await this.#step());
      } catch (error) {
        this.#context.logger.error({ tenantId: this.#tenant, error: messageOf(error) }, "the event feed failed");
        this.#isAwake = true;
        await this.#pause(STORAGE_RETRY_MS);
      }
    }
    // In one step with the last look, or who wakes it in between would be overheard.
    this.#running = undefined;
  }

  get #isDone(): boolean {
    return this.#isStopped || this.#endpoint.disabled !== null;
  }

  /** Does what comes next. False when there is nothing to do. */
  async #step(): Promise<boolean> {
    const waitMs = this.#state.nextTryAt - Date.now();
    if (waitMs > 0) await this.#pause(waitMs);
    if (this.#isDone) return false;
    const event = this.#reader.ready(this.#state) ?? (await this.#read());
    if (event === undefined) return false;
    if (this.#endpoint.events.includes(event.type)) await this.#deliver(event);
    else this.#pass(event);
    return !this.#isDone;
  }

  #read(): Promise<FeedEvent | undefined> {
    return this.#reader.next(
      () => this.#state,
      (state) => this.#skip(state),
    );
  }

  async #deliver(event: FeedEvent): Promise<void> {
    const { places, sender, facts } = this.#context;
    const place = await places.take(this.#state.failures > 0 || this.#state.failingSince !== null);
    const [tenantId, endpoint, { signal }] = [this.#tenant, this.#endpoint, this.#abort];
    const [at, began] = [Date.now(), performance.now()];
    try {
      if (this.#isDone) return;
      const body = await eventBody(tenantId, event, endpoint, facts);
      if (body === undefined) {
        this.#pass(event);
        return;
      }
      const { url, secrets } = endpoint;
      const status = await sender.send({ id: event.id, url, tenantId, event: event.type, body, secrets, signal });
      this.#delivered(event, this.#attempt(event, at, began, status, null));
    } catch (error) {
      if (signal.aborted) return;
      const status = error instanceof WebhookFailedError ? error.status : null;
      this.#failed(event, error, this.#attempt(event, at, began, status, messageOf(error)));
    } finally {
      place.leave();
    }
  }

  #delivered(event: FeedEvent, attempt: WebhookAttempt): void {
    const revived = this.#state.position >= event.position ? [event.position] : [];
    const next = passed(this.#state, event, { tries: attempt.number, failingSince: null });
    this.#reader.took(event);
    this.#move(next, { attempts: [attempt], revived });
  }

  #failed(event: FeedEvent, error: unknown, attempt: WebhookAttempt): void {
    const { settings, logger } = this.#context;
    const now = Date.now();
    const failingSince = this.#state.failingSince ?? now;
    const { status, number: tries, error: why } = attempt;
    const failures = this.#state.failures + 1;
    const retryAfterMs = error instanceof WebhookFailedError ? error.retryAfterMs : undefined;
    const delayMs = retryDelayMs(failures, Math.random(), settings, retryAfterMs);
    const fields = {
      tenantId: this.#tenant,
      endpoint: this.#endpoint.id,
      eventId: event.id,
      failures,
      status,
      error: why,
    };
    // What is read again may say more by then.
    this.#reader.forget();
    const isOver = status === 410 || now - failingSince >= settings.disableAfterMs;
    if (!isOver && delayMs === null) {
      const { id: eventId, position, type } = event;
      const { id: endpoint } = this.#endpoint;
      const died = {
        endpoint,
        position,
        eventId,
        event: type,
        attempts: failures,
        status,
        error: why ?? "",
        diedAt: now,
      };
      logger.error(fields, "webhook given up");
      this.#move(passed(this.#state, event, { tries, failingSince }), { attempts: [attempt], died: [died] });
      return;
    }
    logger.warn({ ...fields, delayMs }, "webhook failed");
    this.#move({ ...failed(this.#state, event, now + (delayMs ?? 0)), tries, failingSince }, { attempts: [attempt] });
    if (isOver) this.#disable(status === 410 ? "gone" : "failing", now);
  }

  #disable(reason: WebhookDisabledReason, at: number): void {
    const disabled = { reason, at };
    this.#endpoint = { ...this.#endpoint, disabled };
    this.#context.disable(this.#tenant, this.#endpoint.id, disabled);
  }

  /** Not noted each time: after a crash it is passed again, and nobody is the wiser. */
  #pass(event: FeedEvent): void {
    this.#skip(passed(this.#state, event));
    this.#reader.took(event);
  }

  #skip(state: WebhookLane): void {
    const isNoted =
      state.replays !== this.#state.replays || state.head !== this.#state.head || state.position % 100 === 0;
    if (isNoted) this.#move(state);
    else this.#state = state;
  }

  #move(lane: WebhookLane, news: Partial<Pick<LaneProgress, "attempts" | "died" | "revived">> = {}): void {
    this.#state = lane;
    const { attempts = [], died = [], revived = [] } = news;
    this.#context.journal.note({ tenant: this.#tenant, lane, attempts, died, revived });
  }

  #attempt(event: FeedEvent, at: number, began: number, status: number | null, error: string | null): WebhookAttempt {
    return {
      endpoint: this.#endpoint.id,
      number: this.#state.tries + 1,
      eventId: event.id,
      event: event.type,
      at,
      durationMs: Math.round(performance.now() - began),
      status,
      error,
    };
  }

  async #pause(delayMs: number): Promise<void> {
    if (this.#isStopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      this.#endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** What went wrong, in a line: the cause says more than that the receiver could not be reached. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} ${error.cause.message}` : error.message;
}
