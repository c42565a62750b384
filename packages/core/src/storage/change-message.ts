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

/**
 * What a change has in common with one that says the same kind of thing, more or less. Two authors' edits never have:
 * only the message tells which of them may, and until it comes none may take the other's place.
 */
export function sourceOf(change: ChangeRecord): string {
  return change.kind === "status" ? change.kind : `${change.kind} ${change.by.fromMe} ${change.by.sender}`;
}

/** True when a change says more than the one from its source that waits already. */
export function isNews(waiting: ChangeRecord | undefined, change: ChangeRecord): boolean {
  if (waiting?.kind === "status" && change.kind === "status")
    return advance(waiting.status, change.status) !== undefined;
  if (waiting?.kind === "edit" && change.kind === "edit") return change.editedAt > waiting.editedAt;
  // Somebody may have become an administrator in between.
  if (waiting?.kind === "revoke" && change.kind === "revoke") return change.asAdmin && !waiting.asAdmin;
  return waiting === undefined;
}

function isAuthor(row: MessageRow, by: Author, canonical: (jid: Jid) => Jid): boolean {
  if (row.fromMe !== by.fromMe) return false;
  return row.fromMe || row.sender === null || canonical(row.sender) === canonical(by.sender);
}
