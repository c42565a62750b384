/** Serves one subject from its own copy of the messages: `http-subject-process.ts NAME DIRECTORY JWT_SECRET TENANT JID`. */
import { DirectIngestion, MemoryAuthStore, plainMessage, SqliteStorage, TenantManager } from "@polyphone/core";
import { appOf, listen, SUBJECTS } from "./subjects.ts";

const [, , name, directory = "", jwtSecret = "", tenant = "", jid = ""] = process.argv;
const subject = SUBJECTS.find((known) => known === name);
if (subject === undefined) throw new Error(`there is no subject ${name}`);

const storage = new SqliteStorage({ directory });
const manager = new TenantManager({ storage, auth: new MemoryAuthStore(), ingestion: new DirectIngestion() });
await manager.start();
const { items, nextCursor } = await manager.tenant(tenant).messages(jid);
const port = await listen(
  appOf(subject, manager, jwtSecret, { success: true, messages: items.map(plainMessage), nextCursor }),
);

// Any message asks for the CPU time so far, in microseconds.
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
process.on("disconnect", () => process.exit());
process.send?.(port);
