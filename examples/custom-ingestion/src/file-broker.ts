import { setTimeout as pause } from "node:timers/promises";
import type { Broker, BrokerMessage, Subscription } from "./broker.ts";
import { MessageFile, type StoredMessage } from "./message-file.ts";

/** How a file broker delivers. */
export interface FileBrokerOptions {
  /** Wait before a message that could not be handled comes again, in milliseconds. @defaultValue `1_000` */
  readonly retryDelayMs?: number;
}

const DEFAULTS = { retryDelayMs: 1_000 } satisfies Required<FileBrokerOptions>;

interface Consumer {
  readonly handle: (message: BrokerMessage) => Promise<void>;
  readonly signal: AbortSignal;
}

/** The messages of one key in a topic. */
interface Lane {
  readonly topic: string;
  readonly messages: StoredMessage[];
  isBusy: boolean;
  /** Ends when its consumer has nothing more to do. */
  delivered: Promise<void>;
  /** The message that is being handled. */
  handled: Promise<void>;
}

/** A durable broker in one file, for one process: enough to run the example. Each publish has an fsync of its own. */
export class FileBroker implements Broker {
  readonly #file: MessageFile;
  readonly #retryDelayMs: number;
  readonly #lanes = new Map<string, Lane>();
  readonly #consumers = new Map<string, Consumer>();

  private constructor(file: MessageFile, { retryDelayMs }: Required<FileBrokerOptions>) {
    this.#file = file;
    this.#retryDelayMs = retryDelayMs;
    for (const message of file.pending) this.#lane(message.topic, message.key).messages.push(message);
  }

  static async open(path: string, options: FileBrokerOptions = {}): Promise<FileBroker> {
    return new FileBroker(await MessageFile.open(path), { ...DEFAULTS, ...options });
  }

  async publish(topic: string, key: string, messages: readonly Uint8Array[]): Promise<void> {
    const stored = await this.#file.append(topic, key, messages);
    const lane = this.#lane(topic, key);
    lane.messages.push(...stored);
    this.#wake(lane);
  }

  async subscribe(topic: string, handle: Consumer["handle"]): Promise<Subscription> {
    const end = new AbortController();
    this.#consumers.set(topic, { handle, signal: end.signal });
    const lanes = () => [...this.#lanes.values()].filter((lane) => lane.topic === topic);
    for (const lane of lanes()) this.#wake(lane);
    const close = async () => {
      this.#consumers.delete(topic);
      end.abort();
      await Promise.all(lanes().map(({ delivered }) => delivered));
    };
    return { close };
  }

  async purge(topic: string, key: string): Promise<void> {
    const lane = this.#lane(topic, key);
    const gone = lane.messages.splice(0);
    await lane.handled;
    await this.#file.remove(gone);
  }

  /** End subscriptions first. */
  close(): Promise<void> {
    return this.#file.close();
  }

  #lane(topic: string, key: string): Lane {
    const name = JSON.stringify([topic, key]);
    let lane = this.#lanes.get(name);
    if (lane === undefined) {
      lane = { topic, messages: [], isBusy: false, delivered: Promise.resolve(), handled: Promise.resolve() };
      this.#lanes.set(name, lane);
    }
    return lane;
  }

  #wake(lane: Lane): void {
    const consumer = this.#consumers.get(lane.topic);
    if (consumer !== undefined && !lane.isBusy) lane.delivered = this.#deliver(lane, consumer);
  }

  async #deliver(lane: Lane, { handle, signal }: Consumer): Promise<void> {
    lane.isBusy = true;
    for (let [message] = lane.messages; message !== undefined && !signal.aborted; [message] = lane.messages) {
      const { offset } = message;
      const isHandled = handle(message).then(() => this.#file.acknowledge(offset));
      lane.handled = isHandled.catch(() => undefined);
      try {
        await isHandled;
        // Unless it was purged meanwhile.
        if (lane.messages[0] === message) lane.messages.shift();
      } catch {
        await pause(this.#retryDelayMs, undefined, { signal }).catch(() => undefined);
      }
    }
    lane.isBusy = false;
  }
}
