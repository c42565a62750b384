import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeRecord, MemoryAuthStore, MemoryStorage, type Message, TenantManager } from "@polyphone/core";
import { WhatsAppSimulator } from "@polyphone/simulator";
import { expect, it, vi } from "vitest";
import { BrokerIngestion } from "../src/broker-ingestion.ts";
import { FileBroker } from "../src/file-broker.ts";

const PHONE = "15550004001";

it("brings a message from WhatsApp to its tenant through the broker", async ({ onTestFinished }) => {
  const directory = await mkdtemp(join(tmpdir(), "polyphone-broker-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const simulator = await WhatsAppSimulator.start();
  onTestFinished(() => simulator.stop());
  const broker = await FileBroker.open(join(directory, "broker.jsonl"));
  onTestFinished(() => broker.close());
  const publish = vi.spyOn(broker, "publish");
  const manager = new TenantManager({
    storage: new MemoryStorage(),
    auth: new MemoryAuthStore(),
    ingestion: new BrokerIngestion(broker),
    whatsapp: { url: simulator.url, ...simulator.trust },
  });
  onTestFinished(() => manager.stop());
  const received = new Promise<Message>((resolve) => {
    manager.on("message.received", ({ message }) => resolve(message));
  });
  await manager.start();
  const tenant = manager.tenant("tenant-a");
  const result = await tenant.connect();
  if (result.status === "waiting_qr") await simulator.phone(PHONE).scanQr(result.qr);

  await simulator.contact("15550004002", { name: "Ada" }).sendText(PHONE, "by way of the broker");

  expect(await received).toMatchObject({ text: "by way of the broker", fromMe: false });
  const published = publish.mock.calls.flatMap(([, key, messages]) =>
    messages.map((bytes) => [key, decodeRecord(bytes)]),
  );
  expect(published).toContainEqual([
    "tenant-a",
    expect.objectContaining({
      record: expect.objectContaining({ message: expect.objectContaining({ text: "by way of the broker" }) }),
    }),
  ]);
});
