import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { onTestFinished } from "vitest";
import { SqliteAuthStore } from "../src/storage/sqlite/sqlite-auth-store.ts";
import { SqliteStorage } from "../src/storage/sqlite/sqlite-storage.ts";
import type { IngestRecord } from "../src/types/ingest-record.ts";
import { parseTenantId } from "../src/types/parse-tenant-id.ts";
import { temporaryDirectory } from "./temporary-directory.ts";
import { textRecord } from "./text-record.ts";

export const TENANT = parseTenantId("tenant-a");

/** What most of the tests put into it. */
export const MESSAGES = Array.from({ length: 200 }, (_, index) => textRecord(`M${index}`));

/** A data directory that nobody has open, with what was received and somebody's credentials. */
export async function dataDirectory(records: readonly IngestRecord[]): Promise<string> {
  const directory = temporaryDirectory();
  const storage = new SqliteStorage({ directory });
  await storage.open();
  await storage.apply(TENANT, records);
  await storage.tenants.save(TENANT, {});
  await storage.close();
  const auth = new SqliteAuthStore({ directory });
  await auth.set(TENANT, [{ type: "creds", id: "", value: "{}" }]);
  await auth.close();
  return directory;
}

/** Changes a file behind the library's back. */
export function tamper<Result>(
  directory: string,
  file: string,
  change: (database: Database.Database) => Result,
): Result {
  const database = new Database(join(directory, file));
  try {
    return change(database);
  } finally {
    database.close();
  }
}

/** Inverts some bytes of a file. */
export function flip(path: string, offset: number, length: number): void {
  const bytes = readFileSync(path);
  for (let index = offset; index < offset + length; index += 1) bytes[index] = ~(bytes[index] ?? 0);
  writeFileSync(path, bytes);
}

/** The ids of a tenant's messages in a chat, read the way that callers read them. */
export async function storedIds(directory: string, chat: string): Promise<readonly string[]> {
  const storage = new SqliteStorage({ directory });
  await storage.open();
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await storage.messages.page(TENANT, chat, { limit: 500, cursor });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  await storage.close();
  return ids;
}

/** Another process that uses a data directory. Ends with the test. */
export class OtherProcess {
  /** What it has printed. */
  readonly lines: string[] = [];
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<unknown>;
  readonly #complaints: string[] = [];
  #heard = () => {};

  constructor(role: "lock" | "write", directory: string) {
    const file = fileURLToPath(new URL("./data-directory-process.ts", import.meta.url));
    const child = spawn(process.execPath, ["--import", "tsx", file, role, directory]);
    this.#child = child;
    this.#ended = once(child, "close");
    child.stderr.on("data", (chunk: Buffer) => this.#complaints.push(chunk.toString()));
    createInterface({ input: child.stdout }).on("line", (line) => {
      this.lines.push(line);
      this.#heard();
    });
    onTestFinished(() => this.kill());
  }

  /** Resolves once it has printed so many lines. */
  async printed(count: number): Promise<void> {
    while (this.lines.length < count) {
      const heard = new Promise<undefined>((resolve) => {
        this.#heard = () => resolve(undefined);
      });
      const complaint = await Promise.race([heard, this.ended()]);
      if (complaint !== undefined) throw new Error(`the process ended: ${complaint}`);
    }
  }

  /** Resolves with what it complained of once it has ended. */
  async ended(): Promise<string> {
    await this.#ended;
    return this.#complaints.join("");
  }

  /** Ends it as a crash would. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#ended;
  }
}
