/** A message of a broker. */
export interface BrokerMessage {
  readonly key: string;
  readonly bytes: Uint8Array;
}

/** A running delivery. */
export interface Subscription {
  /** Ends it. Resolves when no message is being handled any more. */
  close(): Promise<void>;
}

/** What an ingestion needs of a message broker. */
export interface Broker {
  /** Appends messages to a topic, in this order within their key. Resolves when all of them survive a crash. */
  publish(topic: string, key: string, messages: readonly Uint8Array[]): Promise<void>;
  /**
   * Hands over the messages of a topic: of one key one after the other, the oldest first. One is acknowledged when `handle`
   * resolves; when it rejects, or the process dies, that one comes again before anything newer of its key.
   */
  subscribe(topic: string, handle: (message: BrokerMessage) => Promise<void>): Promise<Subscription>;
  /** Removes what a topic holds of a key. Resolves when none of it is being handled any more. */
  purge(topic: string, key: string): Promise<void>;
}
