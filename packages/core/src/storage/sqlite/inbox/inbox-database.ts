import type { Database, Statement } from "better-sqlite3";
import type { TenantId } from "../../../types/tenant.ts";
import { openDatabase } from "../database.ts";
import { GroupCommit } from "../group-commit.ts";
import { LIMIT } from "../limit.ts";
import { DeadEntries, type DeadRow } from "./dead-entries.ts";
import { INBOX_MIGRATIONS } from "./inbox-schema.ts";

/** Entries in one piece, as they cross from thread to thread. */
export interface Appended {
  readonly lengths: readonly number[];
  readonly bytes: Uint8Array;
  /** Everything up to here may go, in the same transaction. */
  readonly trimTo: number;
}

/** An entry and its position. */
export interface EntryRow {
  readonly position: number;
  readonly bytes: Uint8Array;
}

/** So many positions are trimmed in one transaction: it stands on the way of the receipts behind it. */
const TRIM_POSITIONS = 2000;
const MICROSECONDS = 1000;
/** A group of appended entries fills few large pages rather than many small ones. */
const PAGE_BYTES = 16_384;

/** `inbox.db`, open. Runs in a thread of its own. */
export class InboxDatabase {
  readonly #database: Database;
  readonly #commits: GroupCommit;
  readonly #dead: DeadEntries;
  readonly #insert: Statement<[number, Uint8Array]>;
  readonly #read: Statement<[number, number], EntryRow>;
  readonly #oldest: Statement<[], { position: number | null }>;
  readonly #trim: Statement<[number]>;
  readonly #remove: Statement<[number]>;
  #next: number;
  #trimmed = 0;

  constructor(directory: string) {
    const database = openDatabase(directory, "inbox.db", INBOX_MIGRATIONS, {
      pageBytes: PAGE_BYTES,
      secureDelete: false,
    });
    this.#database = database;
    this.#commits = new GroupCommit(database);
    this.#dead = new DeadEntries(database);
    this.#insert = database.prepare("INSERT INTO entries (position, bytes) VALUES (?, ?)");
    this.#read = database.prepare(`SELECT position, bytes FROM entries WHERE position > ? ORDER BY position ${LIMIT}`);
    this.#oldest = database.prepare("SELECT min(position) AS position FROM entries");
    this.#trim = database.prepare("DELETE FROM entries WHERE position <= ?");
    this.#remove = database.prepare("DELETE FROM entries WHERE position = ?");
    const last = database
      .prepare<[], { position: number | null }>("SELECT max(position) AS position FROM entries")
      .get();
    // By the clock, so that a position is never given out twice, not even by a file that was restored or made anew:
    // storages skip what they have seen. Nobody appends a million records a second.
    this.#next = Math.max(Date.now() * MICROSECONDS, (last?.position ?? 0) + 1);
  }

  /** What other threads may call. */
  methods() {
    return {
      append: (entries: Appended) => this.#commits.run(() => this.#append(entries)),
      read: ({ after, limit }: { readonly after: number; readonly limit: number }) => this.#read.all(after, limit),
      trim: (upTo: number) => this.#transaction(() => this.#trimSome(upTo)),
      remove: (positions: readonly number[]) =>
        this.#withoutTrace(() => {
          for (const position of positions) this.#remove.run(position);
        }),
      bury: (row: DeadRow) =>
        this.#transaction(() => {
          this.#dead.add(row);
          this.#remove.run(row.position);
        }),
      buried: this.#dead.page,
      revive: ({
        tenant,
        positions,
      }: {
        readonly tenant: TenantId;
        readonly positions: readonly number[] | undefined;
      }) => this.#transaction(() => this.#dead.take(tenant, positions).map((bytes) => this.#add(bytes))),
      eraseBuried: (tenant: TenantId) => this.#withoutTrace(() => this.#dead.erase(tenant)),
      close: () => {
        this.#commits.flush();
        this.#database.close();
      },
    };
  }

  /** Answers with the position of the first; the others follow one by one. */
  #append({ lengths, bytes, trimTo }: Appended): number {
    const first = this.#next;
    let start = 0;
    for (const length of lengths) {
      this.#add(bytes.subarray(start, start + length));
      start += length;
    }
    if (trimTo > this.#trimmed) this.#trimSome(trimTo);
    return first;
  }

  #add(bytes: Uint8Array): EntryRow {
    const position = this.#next++;
    this.#insert.run(position, bytes);
    return { position, bytes };
  }

  /** The oldest position that there was to trim; `null` when there was none. */
  #trimSome(upTo: number): number | null {
    const oldest = this.#oldest.get()?.position ?? null;
    if (oldest === null || oldest > upTo) {
      this.#trimmed = upTo;
      return null;
    }
    this.#trim.run(Math.min(upTo, oldest + TRIM_POSITIONS));
    return oldest;
  }

  #transaction<Result>(work: () => Result): Result {
    return this.#database.transaction(work).immediate();
  }

  /** Deletes so that the bytes are gone from the file and its WAL, with what was trimmed before. */
  #withoutTrace(work: () => void): void {
    this.#transaction(work);
    this.#database.exec("VACUUM");
    this.#database.pragma("wal_checkpoint(TRUNCATE)");
  }
}
