import type { Message, MessageKey, MessageStatus } from "./message.ts";

/** What a batch of records changed, so that it can be announced once. */
export interface Applied {
  /** Live messages stored for the first time, or first readable now, in the order of the batch. */
  readonly stored: readonly Message[];
  readonly statuses: readonly {
    readonly key: MessageKey;
    readonly status: MessageStatus;
    readonly errorCode: number | null;
  }[];
}
