import type { Author } from "../types/ingest-record.ts";
import { isGroup, type Jid } from "../types/jid.ts";
import { advance, withEdit, withRevoke } from "./merge.ts";
import type { ChangeRecord, ChatRow, MessageRow } from "./rows.ts";

/**
 * A message after a change, the very same object when nothing changes: only its author edits it, only its author or an
 * administrator of its group takes it back.
 * @param canonical - The JID under which a contact is kept.
 */
export function afterChange(
  chat: ChatRow,
  row: MessageRow,
  change: ChangeRecord,
  canonical: (jid: Jid) => Jid,
): MessageRow {
  switch (change.kind) {
    case "status": {
      const status = advance(row.status, change.status);
      return status === undefined ? row : { ...row, status };
    }
    case "edit":
      return isAuthor(row, change.by, canonical) ? withEdit(row, change) : row;
    case "revoke": {
      const mayRevoke = isAuthor(row, change.by, canonical) || (change.asAdmin && isGroup(chat.jid));
      return mayRevoke ? withRevoke(row, change) : row;
    }
    default: {
      const never: never = change;
      throw new TypeError(`Unknown change ${String(never)}`);
    }
  }
}

/** True when a change says more than the one of its kind that waits already. */
export function isNews(waiting: ChangeRecord | undefined, change: ChangeRecord): boolean {
  if (waiting?.kind === "status" && change.kind === "status")
    return advance(waiting.status, change.status) !== undefined;
  if (waiting?.kind === "edit" && change.kind === "edit") return change.editedAt > waiting.editedAt;
  return waiting === undefined;
}

function isAuthor(row: MessageRow, by: Author, canonical: (jid: Jid) => Jid): boolean {
  if (row.fromMe !== by.fromMe) return false;
  return row.fromMe || row.sender === null || canonical(row.sender) === canonical(by.sender);
}
