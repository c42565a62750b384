import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { migrate } from "./migrate.ts";

/** Pages of WAL before SQLite moves them into the file. Rarer than its own 1000: fewer bytes are written per row. */
const CHECKPOINT_PAGES = 4000;

/** Opens one file of the data directory, makes what is missing and brings its schema up to date. */
export function openDatabase(directory: string, file: string, migrations: readonly string[]): Database.Database {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, file);
  // SQLite would create the file readable by everybody; its WAL takes over the mode that it finds.
  closeSync(openSync(path, "a", 0o600));
  const database = new Database(path);
  try {
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = FULL");
    database.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    migrate(database, migrations);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
