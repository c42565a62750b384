/**
 * A tenant that sends one text under an idempotency key and is held at one moment of it, for the test of a kill:
 * `DIRECTORY URL ROOT MOMENT NUMBER`. Each line says what has happened.
 */
import {
  InboxIngestion,
  type Ingestion,
  SqliteAuthStore,
  SqliteInboxLog,
  SqliteStorage,
  TenantManager,
} from "../src/index.ts";

const [directory = "", url = "", noiseRootPublicKey = "", moment, number = ""] = process.argv.slice(2);
const say = (line: string) => new Promise<void>((resolve) => process.stdout.write(`${line}\n`, () => resolve()));
const held = async (): Promise<never> => {
  await say("held");
  return new Promise<never>(() => undefined);
};

const storage = new SqliteStorage({ directory });
const { sends } = storage;
if (moment === "claimed") {
  Object.assign(storage, {
    sends: {
      claim: async (...claim: Parameters<typeof sends.claim>) => {
        await sends.claim(...claim);
        return held();
      },
    },
  });
}

const ingestion: Ingestion = new InboxIngestion({ log: new SqliteInboxLog({ directory }) });
const accept = ingestion.accept.bind(ingestion);
if (moment === "kept") {
  ingestion.accept = async (tenant, records) => {
    await accept(tenant, records);
    if (records.some((record) => record.kind === "message" && record.message.fromMe)) await held();
  };
}

const manager = new TenantManager({
  storage,
  ingestion,
  auth: new SqliteAuthStore({ directory }),
  resumeConcurrency: 0,
  whatsapp: { url, noiseRootPublicKey },
});
await manager.start();
const tenant = manager.tenant("tenant-a");
const connected = new Promise<void>((resolve) => {
  manager.on("connection", ({ status }) => status === "connected" && resolve());
});
const result = await tenant.connect();
if (result.status === "waiting_qr") await say(result.qr);
await connected;
const sent = await tenant.sendText(number, "once and for all", { idempotencyKey: "order-1" });
await say(sent.id);
