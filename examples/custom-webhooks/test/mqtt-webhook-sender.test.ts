import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { DirectIngestion, MemoryAuthStore, MemoryStorage, TenantManager } from "@polyphone/core";
import { Aedes } from "aedes";
import { expect, it, onTestFinished, vi } from "vitest";
import { MqttWebhookSender } from "../src/mqtt-webhook-sender.ts";

/** A broker, on a port or on a free one, what it has taken, and a way to take it down. */
async function broker(port = 0) {
  const aedes = await Aedes.createBroker();
  const taken: string[] = [];
  aedes.on("publish", ({ topic, payload }) => {
    if (topic === "bakery/business.updated") taken.push(JSON.parse(payload.toString()).data.business.name);
  });
  const server = createServer(aedes.handle).listen(port, "127.0.0.1");
  await once(server, "listening");
  const down = async () => {
    await new Promise<void>((resolve) => aedes.close(resolve));
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  };
  return { port: (server.address() as AddressInfo).port, taken, down };
}

it("hands events to a broker in order, and again when it was down", async () => {
  const first = await broker();
  const webhooks = await MqttWebhookSender.connect(`mqtt://127.0.0.1:${first.port}`);
  const manager = new TenantManager({
    storage: new MemoryStorage(),
    auth: new MemoryAuthStore(),
    ingestion: new DirectIngestion(),
    webhooks,
    webhookDelivery: { scheduleMs: [0, ...Array<number>(200).fill(50)] },
  });
  await manager.start();
  onTestFinished(async () => {
    await manager.stop();
    await webhooks.close();
  });
  const bakery = manager.tenant("bakery");
  await bakery.configure({ webhookUrl: "https://broker/bakery" });
  await bakery.webhooks.update("default", { events: ["business.updated"] });
  for (const name of ["one", "two"]) await bakery.saveBusiness({ name });
  await vi.waitFor(() => expect(first.taken).toEqual(["one", "two"]));
  await first.down();
  for (const name of ["three", "four"]) await bakery.saveBusiness({ name });
  expect(manager.stats().webhooks.delivered).toBe(2);
  const second = await broker(first.port);
  onTestFinished(second.down);
  await vi.waitFor(() => expect(second.taken).toEqual(["three", "four"]), { timeout: 10_000 });
});
