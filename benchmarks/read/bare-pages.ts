import { join } from "node:path";
import type { SqliteStorage } from "@polyphone/core";
import Database from "better-sqlite3";
import { type Ask, ask } from "./page-requests.ts";

const MAPPED_BYTES = 0x7fff0000;

type Statement = Database.Statement<unknown[], unknown>;
type Method = "get" | "all";

/** A query that the library ran, with its parameters. */
interface Traced {
  readonly sql: string;
  readonly method: Method;
  readonly parameters: readonly unknown[];
}

/** The queries of some pages on a bare connection: what the library asked SQLite, and nothing that it does besides. */
export class BarePages {
  readonly #database: Database.Database;
  readonly #pages: readonly (readonly { statement: Statement; method: Method; parameters: readonly unknown[] }[])[];

  private constructor(database: Database.Database, pages: readonly (readonly Traced[])[]) {
    const statements = new Map<string, Statement>();
    const prepared = (sql: string) => {
      const statement = statements.get(sql) ?? database.prepare(sql);
      statements.set(sql, statement);
      return statement;
    };
    this.#database = database;
    this.#pages = pages.map((page) => page.map(({ sql, ...call }) => ({ statement: prepared(sql), ...call })));
  }

  /** Lets the library run the pages once and notes its queries. They are read, not copied, so that they stay the same. */
  static async of(storage: SqliteStorage, directory: string, asks: readonly Ask[]): Promise<BarePages> {
    const database = new Database(join(directory, "whatsapp.db"), { readonly: true });
    // As the library's reader does.
    database.pragma(`mmap_size = ${MAPPED_BYTES}`);
    const pages: Traced[][] = [];
    const restore = trace(database, (query) => pages.at(-1)?.push(query));
    try {
      for (const asked of asks) {
        pages.push([]);
        await ask(storage, asked);
        if (pages.at(-1)?.length === 0) throw new Error("the library read a page without this process's SQLite");
      }
    } finally {
      restore();
    }
    return new BarePages(database, pages);
  }

  /** Runs the queries of one page. */
  run(index: number): void {
    for (const { statement, method, parameters } of this.#pages[index] ?? []) statement[method](...parameters);
  }

  /** @throws Error when a query scans a table or sorts its rows */
  assertPlans(): void {
    const statements = new Map(this.#pages.flat().map((query) => [query.statement.source, query.parameters]));
    for (const [sql, parameters] of statements) {
      const plan = this.#database
        .prepare<unknown[], string>(`EXPLAIN QUERY PLAN ${sql}`)
        .all(...parameters)
        .map((step) => JSON.stringify(step))
        .join("\n");
      if (/SCAN|TEMP B-TREE/.test(plan)) throw new Error(`a query scans or sorts:\n${sql}\n${plan}`);
    }
  }

  close(): void {
    this.#database.close();
  }
}

/** Notes each query of any connection in this process until the returned function is called. */
function trace(database: Database.Database, note: (query: Traced) => void): () => void {
  const prototype: Record<Method, Statement["all"]> = Object.getPrototypeOf(database.prepare("SELECT 1"));
  const originals = { get: prototype.get, all: prototype.all };
  for (const method of ["get", "all"] as const) {
    prototype[method] = function traced(this: Statement, ...parameters: unknown[]) {
      note({ sql: this.source, method, parameters });
      return originals[method].apply(this, parameters);
    };
  }
  return () => void Object.assign(prototype, originals);
}
