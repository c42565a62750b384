import { afterAll, beforeAll, expect, it } from "vitest";
import { MemoryAuthStore, StorageFailedError } from "../src/index.ts";
import { connected, eventually, Simulated } from "./simulated.ts";

let simulated: Simulated;
beforeAll(async () => {
  simulated = await Simulated.start();
});
afterAll(() => simulated.stop());

/** Credentials on a disk that can be full. */
class FullAuthStore extends MemoryAuthStore {
  full = false;

  override async set(...call: Parameters<MemoryAuthStore["set"]>): Promise<void> {
    if (this.full) throw new StorageFailedError("A tenant's keys", { cause: new Error("the disk is full") });
    return super.set(...call);
  }
}

it("says so when keys cannot be written, asks nobody to send again, and has the message once they can", async () => {
  const auth = new FullAuthStore();
  const manager = await simulated.manager({ auth });
  const tenant = await simulated.pair(manager, "tenant-full", "15550009001");
  const contact = simulated.simulator.contact("15550009002", { name: "Ada" });
  await contact.delivered((await contact.sendText("15550009001", "before")).id);
  const errors: string[] = [];
  manager.on("error", ({ tenantId, code }) => errors.push(`${tenantId} ${code}`));
  const { retries } = simulated.simulator.state();
  auth.full = true;
  const { id } = await contact.sendText("15550009001", "hello");
  await eventually(() => expect(errors).toContain("tenant-full STORAGE_FAILED"));
  auth.full = false;
  await connected(tenant);
  await contact.delivered(id);
  const { items } = await tenant.messages("15550009002");
  expect(items.map(({ text }) => text)).toEqual(["hello", "before"]);
  expect(simulated.simulator.state().retries).toBe(retries);
});
