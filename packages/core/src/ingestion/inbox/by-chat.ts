import type { IngestRecord } from "../../types/ingest-record.ts";

/**
 * Puts messages of one chat side by side, so that the storage touches each place once. What is about more than one chat
 * keeps its place, and so does everything within a chat.
 */
export function byChat(records: readonly IngestRecord[]): readonly IngestRecord[] {
  const sorted: IngestRecord[] = [];
  let run: IngestRecord[] = [];
  const endRun = () => {
    sorted.push(...run.sort((a, b) => order(chatOf(a), chatOf(b))));
    run = [];
  };
  for (const record of records) {
    run.push(record);
    if (record.kind !== "identity") continue;
    run.pop();
    endRun();
    sorted.push(record);
  }
  endRun();
  return sorted;
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function chatOf(record: IngestRecord): string {
  switch (record.kind) {
    case "message":
      return record.message.chat;
    case "edit":
    case "revoke":
    case "status":
      return record.key.chat;
    case "chat":
      return record.jid;
    case "identity":
      return record.pn;
    default: {
      const never: never = record;
      throw new TypeError(`Unknown record ${String(never)}`);
    }
  }
}
