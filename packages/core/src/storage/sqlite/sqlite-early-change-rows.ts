import type { Database, Statement } from "better-sqlite3";
import type { Jid } from "../../types/jid.ts";
import { sourceOf } from "../change-message.ts";
import { type ChangeRecord, type EarlyChangeRows, MAX_EARLY_CHANGES } from "../rows.ts";

interface StoredChange {
  readonly change: string;
  readonly raw: Uint8Array | null;
}

/** The statements on early changes, for all tenants. */
export class EarlyChangeStatements {
  readonly any: Statement<[number], unknown>;
  readonly find: Statement<[number, Jid, string], StoredChange>;
  readonly save: Statement<[number, Jid, string, string, string, Uint8Array | null]>;
  readonly remove: Statement<[number, Jid, string]>;
  readonly list: Statement<[number, Jid], StoredChange>;
  readonly trim: Statement<[number, number, number]>;

  constructor(database: Database) {
    const of = "FROM early_changes WHERE tenant_id = ?";
    this.any = database.prepare(`SELECT 1 ${of} LIMIT 1`);
    this.find = database.prepare(`SELECT change, raw ${of} AND chat = ? AND id = ? ORDER BY position`);
    this.save = database.prepare(
      `INSERT INTO early_changes (tenant_id, chat, id, source, change, raw) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET change = excluded.change, raw = excluded.raw`,
    );
    this.remove = database.prepare(`DELETE ${of} AND chat = ? AND id = ?`);
    this.list = database.prepare(`SELECT change, raw ${of} AND chat = ? ORDER BY position`);
    this.trim = database.prepare(
      `DELETE ${of} AND position <= (SELECT position FROM early_changes
      WHERE tenant_id = ? ORDER BY position DESC LIMIT 1 OFFSET ?)`,
    );
  }
}

/** One tenant's early changes in SQLite. */
export class SqliteEarlyChangeRows implements EarlyChangeRows {
  readonly #statements: EarlyChangeStatements;
  readonly #tenantKey: number;
  /** Most tenants have none, and each new message asks. */
  #any: boolean | undefined;

  constructor(statements: EarlyChangeStatements, tenantKey: number) {
    this.#statements = statements;
    this.#tenantKey = tenantKey;
  }

  find(chat: Jid, id: string): readonly ChangeRecord[] {
    this.#any ??= this.#statements.any.get(this.#tenantKey) !== undefined;
    return this.#any ? this.#statements.find.all(this.#tenantKey, chat, id).map(changeOf) : [];
  }

  save(chat: Jid, change: ChangeRecord): void {
    this.#any = true;
    const [text, raw] = split(change);
    this.#statements.save.run(this.#tenantKey, chat, change.key.id, sourceOf(change), text, raw);
    this.#statements.trim.run(this.#tenantKey, this.#tenantKey, MAX_EARLY_CHANGES);
  }

  remove(chat: Jid, id: string): void {
    this.#statements.remove.run(this.#tenantKey, chat, id);
  }

  list(chat: Jid): readonly ChangeRecord[] {
    return this.#statements.list.all(this.#tenantKey, chat).map(changeOf);
  }
}

/** Bytes have a column of their own: JSON knows none. */
function split(change: ChangeRecord): readonly [string, Uint8Array | null] {
  if (change.kind !== "edit") return [JSON.stringify(change), null];
  const { raw, ...content } = change.content;
  return [JSON.stringify({ ...change, content }), raw];
}

function changeOf({ change: text, raw }: StoredChange): ChangeRecord {
  const change = JSON.parse(text) as ChangeRecord;
  if (change.kind !== "edit") return change;
  return { ...change, content: { ...change.content, raw: new Uint8Array(raw ?? []) } };
}
