/** A tenant whose messages pass through a broker: scan the QR, and what arrives is printed. Ctrl-C ends it. */
import { TenantManager } from "@polyphone/core";
import { BrokerIngestion } from "./broker-ingestion.ts";
import { FileBroker } from "./file-broker.ts";

const broker = await FileBroker.open("data/broker.jsonl");
const manager = new TenantManager({ ingestion: new BrokerIngestion(broker) });
manager.on("message.received", ({ tenantId, message }) => console.log(tenantId, message.text));
await manager.start();
const result = await manager.tenant("tenant-a").connect();
if (result.status === "waiting_qr") console.log("Scan this with your phone:", result.qr);

process.once("SIGINT", async () => {
  await manager.stop();
  await broker.close();
});
