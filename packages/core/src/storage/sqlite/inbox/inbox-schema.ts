/**
 * Steps of `inbox.db`. An entry is one blob under a sequential key, so that appending touches the last page alone. A dead
 * one keeps the key that it had.
 */
export const INBOX_MIGRATIONS: readonly string[] = [
  `CREATE TABLE entries (
    position INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL
  ) STRICT;

  CREATE TABLE dead_entries (
    position INTEGER PRIMARY KEY,
    tenant TEXT,
    reason TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    died_at INTEGER NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;
  CREATE INDEX dead_entries_page ON dead_entries (tenant, position);`,
];
