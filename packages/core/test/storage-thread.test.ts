import { once } from "node:events";
import type { Worker } from "node:worker_threads";
import { expect, it, onTestFinished } from "vitest";
import { SqliteStorage } from "../src/storage/sqlite/sqlite-storage.ts";
import { Thread } from "../src/storage/sqlite/thread/thread.ts";
import { parseTenantId } from "../src/types/parse-tenant-id.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const BATCH = { tenant: parseTenantId("tenant-a"), records: [], position: undefined };

/** A thread that can be made to die as a fault of its own would: it takes no `null` for a call. */
async function startThread() {
  const made = once(process, "worker");
  const thread = await Thread.start("whatsapp", { directory: temporaryDirectory(), search: false });
  onTestFinished(() => thread.stop());
  const [worker] = (await made) as [Worker];
  return { thread, worker };
}

it("fails what is under way when it dies of a fault, with the fault, and whatever comes later", async () => {
  const { thread, worker } = await startThread();
  await thread.call("apply", BATCH, "A batch");
  worker.postMessage(null);
  const failed = {
    code: "STORAGE_FAILED",
    message: expect.stringContaining("whatsapp thread"),
    cause: { message: expect.stringContaining("null") },
  };
  const underWay = [thread.call("apply", BATCH, "A batch"), thread.call("sync", undefined, "A sync")];
  for (const outcome of await Promise.allSettled(underWay)) expect(outcome).toMatchObject({ reason: failed });
  await expect(thread.call("apply", BATCH, "A batch")).rejects.toMatchObject(failed);
});

it("fails what is under way, and whatever comes later, when it is ended from outside", async () => {
  const { thread, worker } = await startThread();
  const ended = worker.terminate();
  await expect(thread.call("apply", BATCH, "A batch")).rejects.toMatchObject({ code: "STORAGE_CLOSED" });
  await ended;
  await expect(thread.call("apply", BATCH, "A batch")).rejects.toMatchObject({ code: "STORAGE_CLOSED" });
});

it("passes on what kept its service from opening", async () => {
  const directory = temporaryDirectory();
  await expect(Thread.start("inbox", { directory: `${directory}\u0000` })).rejects.toMatchObject({
    code: "STORAGE_FAILED",
    cause: { message: expect.stringContaining("null bytes") },
  });
});

it("rejects a record that is no data, and goes on", async () => {
  const directory = temporaryDirectory();
  const storage = new SqliteStorage({ directory });
  await storage.open();
  const record = { kind: "chat", jid: "4915112345678@s.whatsapp.net", name: () => "no data" };
  await expect(storage.apply(parseTenantId("tenant-a"), [record as never])).rejects.toMatchObject({
    code: "RECORD_REJECTED",
  });
  expect(await storage.position(parseTenantId("tenant-a"))).toBe(0);
  await storage.close();
});
