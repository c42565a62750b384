import type { Database, Statement } from "better-sqlite3";
import { KEYED_SENDS, type KeyedSend } from "../send-store.ts";
import { LIMIT } from "./limit.ts";

/** One more than is added, so that a backlog goes too, and the work for a claim stays the same. */
const CLEARED_AT_ONCE = 2;

/** The statements on keyed sends, for all tenants. `number` counts those of one tenant, oldest first. */
export class SendStatements {
  readonly #find: Statement<[number, string], KeyedSend>;
  readonly #newest: Statement<[number], number>;
  readonly #add: Statement<[number, number, string, string, string, string, number]>;
  readonly #clear: Statement<[number, number, number, number, number]>;

  constructor(database: Database) {
    this.#find = database.prepare(
      "SELECT key, id, chat, digest, created_at AS createdAt FROM sends WHERE tenant_id = ? AND key = ?",
    );
    this.#newest = database
      .prepare<[number], number>("SELECT coalesce(max(number), 0) FROM sends WHERE tenant_id = ?")
      .pluck();
    this.#add = database.prepare(
      "INSERT INTO sends (tenant_id, number, key, id, chat, digest, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
    );
    this.#clear = database.prepare(
      `DELETE FROM sends WHERE tenant_id = ? AND (created_at < ? OR number <= ?) AND number IN
        (SELECT number FROM sends WHERE tenant_id = ? ORDER BY number ${LIMIT})`,
    );
  }

  /** The send that stands under this one's key. */
  claim(tenantKey: number, send: KeyedSend): KeyedSend {
    const standing = this.#find.get(tenantKey, send.key);
    if (standing !== undefined) return standing;
    const number = (this.#newest.get(tenantKey) ?? 0) + 1;
    this.#add.run(tenantKey, number, send.key, send.id, send.chat, send.digest, send.createdAt);
    const expired = send.createdAt - KEYED_SENDS.keptMs;
    this.#clear.run(tenantKey, expired, number - KEYED_SENDS.keptCount, tenantKey, CLEARED_AT_ONCE);
    return send;
  }
}
