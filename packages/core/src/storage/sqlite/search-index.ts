import type { Database } from "better-sqlite3";
import { wordsOf } from "../search-query.ts";

/** So many messages are indexed in one transaction. */
const MESSAGES_AT_ONCE = 1000;

/**
 * The full-text index keeps nothing but which message has which term, and what is deleted goes at once instead of at the
 * next merge. `search_progress` has a row until every message is in.
 */
const CREATE = `CREATE VIRTUAL TABLE message_search USING fts5(
    terms, content = '', columnsize = 0, detail = none, tokenize = 'ascii'
  );
  INSERT INTO message_search (message_search, rank) VALUES ('secure-delete', 1);
  CREATE TABLE search_progress (reached INTEGER NOT NULL) STRICT;
  INSERT INTO search_progress (reached) VALUES (0);`;

const DROP = "DROP TABLE IF EXISTS message_search; DROP TABLE IF EXISTS search_progress;";

const ADD = `INSERT INTO message_search (rowid, terms)
  SELECT new.key, search_terms(c.tenant_id, new.text) FROM chats c WHERE c.id = new.chat_id AND new.text IS NOT NULL;`;
const REMOVE = `INSERT INTO message_search (message_search, rowid, terms)
  SELECT 'delete', old.key, search_terms(c.tenant_id, old.text) FROM chats c
  WHERE c.id = old.chat_id AND old.text IS NOT NULL;`;

/**
 * Whatever changes or deletes a text changes the index, in the same transaction. Temporary, as their function is. None for
 * new messages: a statement with a trigger can be undone alone, for which FTS5 would write a segment for each of them.
 */
const FOLLOW = `CREATE TEMP TRIGGER search_update AFTER UPDATE OF text ON main.messages
    WHEN old.text IS NOT new.text BEGIN ${REMOVE} ${ADD} END;
  CREATE TEMP TRIGGER search_delete AFTER DELETE ON main.messages BEGIN ${REMOVE} END;`;

/**
 * A word as the index keeps it: behind its tenant's key, so that neither a common word nor the beginning of one leads
 * into another tenant's terms.
 */
export const searchTerm = (tenantKey: number, word: string): string => `${tenantKey}x${word}`;

/** Puts a new message's text into the index, in the transaction that is open. */
export type IndexMessage = (key: number | bigint, chatId: number, text: string) => void;

/**
 * Makes the index of a database what it should be: there and whole, following whatever happens to its messages from then
 * on, or gone. Returns what each new message has to be told, if there is an index.
 */
export function prepareSearch(database: Database, isWanted: boolean): IndexMessage | undefined {
  if (!isWanted) {
    database.transaction(() => database.exec(DROP)).immediate();
    return undefined;
  }
  database.function("search_terms", { deterministic: true }, (tenantKey, text) =>
    termsOf(Number(tenantKey), String(text)),
  );
  database
    .transaction(() => {
      if (!exists(database)) database.exec(CREATE);
    })
    .immediate();
  build(database);
  database.exec(FOLLOW);
  const tenantOf = database.prepare<[number], number>("SELECT tenant_id FROM chats WHERE id = ?").pluck();
  const add = database.prepare<[number | bigint, string]>("INSERT INTO message_search (rowid, terms) VALUES (?, ?)");
  return (key, chatId, text) => {
    const tenantKey = tenantOf.get(chatId);
    if (tenantKey !== undefined) add.run(key, termsOf(tenantKey, text));
  };
}

const termsOf = (tenantKey: number, text: string): string =>
  [...new Set(wordsOf(text))].map((word) => searchTerm(tenantKey, word)).join(" ");

const exists = (database: Database) =>
  database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'message_search'").get() !== undefined;

/**
 * Removes what is left of a tenant's terms once its messages are deleted, in the same transaction. FTS5 keeps the
 * beginning of some terms as signposts to its pages, also when the term is gone. Only merging the whole index makes new
 * ones, which takes seconds for a million messages.
 */
export function forgetTerms(database: Database, tenantKey: number): void {
  if (!exists(database)) return;
  database.exec("INSERT INTO message_search (message_search) VALUES ('flush')");
  // FTS5 writes a 0 before every term of its main index.
  const start = Buffer.from(`0${searchTerm(tenantKey, "")}`);
  const signpost = database.prepare("SELECT 1 FROM message_search_idx WHERE substr(term, 1, ?) = ? LIMIT 1");
  if (signpost.get(start.length, start) === undefined) return;
  // A single segment is never merged, so there has to be another one: with a term of no tenant, of no message.
  database.exec(`INSERT INTO message_search (rowid, terms) VALUES (0, '0x');
    INSERT INTO message_search (message_search) VALUES ('flush');
    INSERT INTO message_search (message_search) VALUES ('optimize');
    INSERT INTO message_search (message_search, rowid, terms) VALUES ('delete', 0, '0x');`);
}

/** Indexes what is there already, a part at a time. After a crash it goes on where it was, as nothing else writes before. */
function build(database: Database): void {
  const progress = database.prepare<[], number>("SELECT reached FROM search_progress").pluck();
  const edge = database
    .prepare<[number], number | null>(
      `SELECT max(key) FROM (SELECT key FROM messages WHERE key > ? ORDER BY key LIMIT ${MESSAGES_AT_ONCE})`,
    )
    .pluck();
  const add = database.prepare<[number, number]>(
    `INSERT INTO message_search (rowid, terms)
    SELECT m.key, search_terms(c.tenant_id, m.text) FROM messages m CROSS JOIN chats c ON c.id = m.chat_id
    WHERE m.key > ? AND m.key <= ? AND m.text IS NOT NULL ORDER BY m.key`,
  );
  const reach = database.prepare<[number]>("UPDATE search_progress SET reached = ?");
  const finish = database.prepare("DELETE FROM search_progress");
  const step = database.transaction((): boolean => {
    const from = progress.get();
    if (from === undefined) return false;
    const to = edge.get(from) ?? null;
    if (to === null) {
      finish.run();
      return false;
    }
    add.run(from, to);
    reach.run(to);
    return true;
  });
  while (step.immediate());
}
