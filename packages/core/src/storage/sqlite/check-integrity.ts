import { StorageTooNewError } from "../../errors.ts";
import { DATA_FILES, presentFiles } from "./data-files.ts";
import { openReader } from "./database.ts";
import { findContradictions } from "./find-contradictions.ts";
import { findDamage } from "./find-damage.ts";
import { WHATSAPP_MIGRATIONS } from "./schema.ts";

/** What a check of a data directory found. */
export interface IntegrityReport {
  readonly ok: boolean;
  /** One sentence each, naming file and tenant, never a chat or what was written in it. */
  readonly problems: readonly string[];
}

/**
 * Reads all of a data directory's databases, also while they are in use. It holds up its thread for as long as that takes:
 * seconds for a million messages.
 * @throws StorageTooNewError when a newer version of Polyphone has written the files
 */
export function checkIntegrity(directory: string): IntegrityReport {
  const files = presentFiles(directory, [...DATA_FILES, "auth.db"]);
  if (files.length === 0) return { ok: false, problems: [`${directory} holds no database of Polyphone`] };
  const problems = files.flatMap((file) => problemsOf(directory, file).map((problem) => `${file}: ${problem}`));
  return { ok: problems.length === 0, problems };
}

function problemsOf(directory: string, file: string): readonly string[] {
  const database = openReader(directory, file);
  try {
    const damage = findDamage(database);
    if (damage.length > 0 || file !== "whatsapp.db") return damage;
    const version = Number(database.pragma("user_version", { simple: true }));
    if (version > WHATSAPP_MIGRATIONS.length) throw new StorageTooNewError(version, WHATSAPP_MIGRATIONS.length);
    // An older file has other tables until the next start brings it forward.
    return version === WHATSAPP_MIGRATIONS.length ? findContradictions(database) : [];
  } finally {
    database.close();
  }
}
