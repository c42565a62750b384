import type { Applied } from "../../types/applied.ts";
import type { IngestRecord } from "../../types/ingest-record.ts";
import type { Message } from "../../types/message.ts";

/** What a batch changed, as it comes back from the writer's thread: a message that was stored as it came is named by its record. */
export type AppliedReply = Omit<Applied, "stored"> & { readonly stored: readonly (Message | number)[] };

/** Most messages are stored as they came, and copying them back would cost as much as bringing them. */
export function toReply(applied: Applied, records: readonly IngestRecord[]): AppliedReply {
  const places = new Map<Message, number>();
  for (const [place, record] of records.entries()) if (record.kind === "message") places.set(record.message, place);
  return { ...applied, stored: applied.stored.map((message) => places.get(message) ?? message) };
}

/** The same as `applyRecords` returned, of the records that were sent. */
export function fromReply(reply: AppliedReply, records: readonly IngestRecord[]): Applied {
  return { ...reply, stored: reply.stored.map((told) => (typeof told === "number" ? messageAt(records, told) : told)) };
}

function messageAt(records: readonly IngestRecord[], place: number): Message {
  const record = records[place];
  if (record?.kind !== "message") throw new RangeError("The writer named a record that is no message");
  return record.message;
}
