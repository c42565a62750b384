import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";

/** What a server answered; its body says nothing to us. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

/** When an exchange is given up. */
export interface ExchangeLimits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** More of an answer than this is cut off, and its connection with it. */
const MAX_ANSWER_BYTES = 131_072;

/**
 * Sends one request and resolves with its answer once all of it has been read, so that the connection can be used again. Made of
 * undici's events, for a stream and an abort controller for each request would cost more than all the rest of a delivery.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  limits: ExchangeLimits,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    dispatcher.dispatch(request, new Exchange(resolve, reject, limits));
  });
}

/** What a signal would end: many exchanges come and go under one, and a listener for each costs as much as its signature. */
const underWay = new WeakMap<AbortSignal, Set<Exchange>>();

function underWayWith(signal: AbortSignal): Set<Exchange> {
  const known = underWay.get(signal);
  if (known !== undefined) return known;
  const exchanges = new Set<Exchange>();
  const end = () => {
    for (const exchange of exchanges) exchange.giveUp(reasonOf(signal));
  };
  signal.addEventListener("abort", end, { once: true });
  underWay.set(signal, exchanges);
  return exchanges;
}

const reasonOf = ({ reason }: AbortSignal): Error => (reason instanceof Error ? reason : new Error(String(reason)));

class Exchange implements Dispatcher.DispatchHandler {
  readonly #timer: NodeJS.Timeout;
  readonly #others: Set<Exchange>;
  readonly #resolve: (answer: Answer) => void;
  readonly #reject: (error: Error) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #givenUp: Error | undefined;
  #answer: Answer | undefined;
  #bytes = 0;

  constructor(resolve: (answer: Answer) => void, reject: (error: Error) => void, limits: ExchangeLimits) {
    const { timeoutMs, signal } = limits;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#timer = setTimeout(() => this.giveUp(new Error(`No answer within ${timeoutMs} ms`)), timeoutMs);
    this.#others = underWayWith(signal).add(this);
    if (signal.aborted) this.giveUp(reasonOf(signal));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It has waited for a connection until it was too late.
    if (this.#givenUp !== undefined) controller.abort(this.#givenUp);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    this.#answer = { status, headers };
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > MAX_ANSWER_BYTES) controller.abort(new Error(`An answer of more than ${MAX_ANSWER_BYTES} bytes`));
  }

  onResponseEnd(): void {
    this.#end();
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#end(error);
  }

  giveUp(error: Error): void {
    this.#givenUp = error;
    this.#controller?.abort(error);
    this.#end(error);
  }

  /** The status has decided, even if the rest of the answer does not come. */
  #end(error?: Error): void {
    clearTimeout(this.#timer);
    this.#others.delete(this);
    if (this.#answer !== undefined) this.#resolve(this.#answer);
    else this.#reject(error ?? new Error("The connection ended without an answer"));
  }
}
