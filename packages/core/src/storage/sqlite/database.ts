import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { migrate } from "./migrate.ts";

/** How SQLite lays a file out. */
interface Layout {
  /** Bytes in one page of a new file. Large pages suit rows that are appended, small ones rows all over the place. */
  readonly pageBytes: number;
  /** True when what is deleted is overwritten at once. Costs little where rows stay, much where all of them go. */
  readonly secureDelete: boolean;
  /** Bytes of WAL before SQLite moves them into the file. The more, the fewer bytes are written per row, and the longer a commit takes that does it. */
  readonly walBytes: number;
}

/** Four times the WAL that SQLite keeps by itself. */
const DEFAULT_LAYOUT: Layout = { pageBytes: 4096, secureDelete: true, walBytes: 16 * 1024 * 1024 };

/** Opens one file of the data directory, makes what is missing and brings its schema up to date. */
export function openDatabase(
  directory: string,
  file: string,
  migrations: readonly string[],
  layout: Partial<Layout> = {},
): Database.Database {
  const { pageBytes, secureDelete, walBytes } = { ...DEFAULT_LAYOUT, ...layout };
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, file);
  // SQLite would create the file readable by everybody; its WAL takes over the mode that it finds.
  // Only when it is new: closing any descriptor of a file drops the locks that this process has on it.
  if (!existsSync(path)) closeSync(openSync(path, "a", 0o600));
  const database = new Database(path);
  try {
    database.pragma(`page_size = ${pageBytes}`);
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = FULL");
    database.pragma(`secure_delete = ${secureDelete ? "ON" : "OFF"}`);
    database.pragma(`wal_autocheckpoint = ${walBytes / pageBytes}`);
    migrate(database, migrations);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Opens a second connection to a file that is open, for reading. */
export function openReader(directory: string, file: string): Database.Database {
  const database = new Database(join(directory, file), { fileMustExist: true });
  database.pragma("query_only = ON");
  return database;
}
