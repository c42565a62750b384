import { crc32 } from "node:zlib";
import type { IngestRecord } from "../../types/ingest-record.ts";

/** So many messages are remembered; of older ones the storage sees for itself that they are the same. */
const MAX_KEPT = 1000;

/** The messages that a socket has kept before Baileys emits them, so that they go their way only once. */
export class KeptMessages {
  readonly #checksums = new Map<string, number>();

  /** Notes what is accepted. */
  add(records: readonly IngestRecord[]): void {
    for (const record of records) {
      if (record.kind !== "message") continue;
      if (this.#checksums.size >= MAX_KEPT) this.#checksums.clear();
      this.#checksums.set(nameOf(record), crc32(record.message.raw));
    }
  }

  /** True for a message that came exactly like this. A receipt may have changed it since. */
  has(record: IngestRecord): boolean {
    return record.kind === "message" && this.#checksums.get(nameOf(record)) === crc32(record.message.raw);
  }
}

const nameOf = ({ message }: IngestRecord & { kind: "message" }) => `${message.chat} ${message.id}`;
