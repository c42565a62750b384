import type { Database } from "better-sqlite3";
import { StorageTooNewError } from "../../errors.ts";

/**
 * Brings a database forward in one transaction: step n leads from schema n to n + 1, and the file knows where it is.
 * @throws StorageTooNewError when a newer version has been here, with the file untouched.
 */
export function migrate(database: Database, migrations: readonly string[]): void {
  const upgrade = database.transaction(() => {
    const found = Number(database.pragma("user_version", { simple: true }));
    if (found > migrations.length) throw new StorageTooNewError(found, migrations.length);
    if (found === migrations.length) return;
    for (const step of migrations.slice(found)) database.exec(step);
    database.pragma(`user_version = ${migrations.length}`);
  });
  upgrade.immediate();
}
