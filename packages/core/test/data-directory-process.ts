/**
 * A process that uses a data directory, for the tests of what happens beside it. `lock DIRECTORY` holds a file of it;
 * `write DIRECTORY` receives without end, as the ingestion does, with a backlog in the inbox. Each line says what is done.
 */
import { SqliteInboxLog } from "../src/storage/sqlite/inbox/sqlite-inbox-log.ts";
import { lockDirectory } from "../src/storage/sqlite/lock-directory.ts";
import { SqliteStorage } from "../src/storage/sqlite/sqlite-storage.ts";
import { parseTenantId } from "../src/types/parse-tenant-id.ts";
import { textRecord } from "./text-record.ts";

const BACKLOG = 10;

const [role, directory = ""] = process.argv.slice(2);
const say = (line: string) => new Promise<void>((resolve) => process.stdout.write(`${line}\n`, () => resolve()));

if (role === "lock") {
  const lock = lockDirectory(directory, "whatsapp.db");
  await say("locked");
  process.stdin.on("end", () => lock.release()).resume();
} else {
  const tenant = parseTenantId("tenant-a");
  const storage = new SqliteStorage({ directory });
  const inbox = new SqliteInboxLog({ directory });
  await storage.open();
  await inbox.open();
  const waiting: { readonly id: string; readonly position: number }[] = [];
  for (let index = 0; ; index += 1) {
    const id = `M${index}`;
    waiting.push({ id, position: await inbox.append([Buffer.from(id)]) });
    await say(id);
    const next = waiting.length > BACKLOG ? waiting.shift() : undefined;
    if (next === undefined) continue;
    await storage.apply(tenant, [textRecord(next.id)]);
    await inbox.trim(next.position);
  }
}
