import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { expect, it, onTestFinished, vi } from "vitest";
import { DirectIngestion, HttpWebhookSender, MemoryAuthStore, MemoryStorage, TenantManager } from "../src/index.ts";

const TIMEOUT_MS = 150;
const ANSWER = "HTTP/1.1 204 No Content\r\n\r\n";

const answering = (status: string, ...headers: readonly string[]) => {
  const head = [`HTTP/1.1 ${status}`, "content-length: 0", ...headers].join("\r\n");
  return (socket: Socket) => void socket.write(`${head}\r\n\r\n`);
};

/** Writes its answer so slowly that it would take far longer than anybody waits. */
function dripping(socket: Socket): void {
  let sent = 0;
  const timer = setInterval(() => {
    socket.write(ANSWER[sent] ?? "");
    sent += 1;
  }, TIMEOUT_MS / 10);
  socket.on("close", () => clearInterval(timer));
}

/** A receiver that does `answer` for each request that comes, without looking at it. */
async function receiver(answer: (socket: Socket) => void) {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      for (const text of chunk.toString().split("POST ").slice(1)) {
        requests.push(text);
        answer(socket);
      }
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { requests, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

const FAULTS = {
  hangs: () => undefined,
  closes: (socket: Socket) => void socket.destroy(),
  drips: dripping,
  "answers with what is not HTTP": (socket: Socket) => void socket.write("220 smtp ready\r\n"),
  redirects: answering("307 Temporary Redirect", "location: http://127.0.0.1:1/"),
  fails: answering("500 Internal Server Error"),
  "is gone": answering("410 Gone"),
  "is busy": answering("429 Too Many Requests", "retry-after: 3600"),
  "is down for an hour": answering("503 Service Unavailable", "retry-after: 3600"),
} as const;

const DEAD = { dead: 2, disabled: null };
/** What becomes of two events that are tried three times each. */
const ENDS: Readonly<Record<keyof typeof FAULTS, object>> = {
  hangs: { ...DEAD, tries: 6, status: null },
  closes: { ...DEAD, tries: 6, status: null },
  drips: { ...DEAD, tries: 6, status: null },
  "answers with what is not HTTP": { ...DEAD, tries: 6, status: null },
  redirects: { ...DEAD, tries: 6, status: 307 },
  fails: { ...DEAD, tries: 6, status: 500 },
  "is gone": { dead: 0, tries: 1, status: 410, disabled: "gone" },
  "is busy": { dead: 0, tries: 1, status: 429, disabled: null },
  "is down for an hour": { dead: 0, tries: 1, status: 503, disabled: null },
};

it("ends every delivery to a receiver with faults as it should, and the others get theirs meanwhile", async () => {
  const sender = new HttpWebhookSender({ allowPrivate: true, timeoutMs: TIMEOUT_MS });
  const manager = new TenantManager({
    storage: new MemoryStorage(),
    auth: new MemoryAuthStore(),
    ingestion: new DirectIngestion(),
    webhooks: sender,
    webhookDelivery: { scheduleMs: [0, 1, 1] },
  });
  await manager.start();
  onTestFinished(async () => {
    await manager.stop({ drainMs: 0 });
    await sender.close();
  });
  const tenantWith = async (id: string, answer: (socket: Socket) => void) => {
    const { url, requests } = await receiver(answer);
    const tenant = manager.tenant(id);
    await tenant.configure({ webhookUrl: url });
    await tenant.webhooks.update("default", { events: ["business.updated"] });
    return { tenant, requests };
  };
  const names = Object.keys(FAULTS) as (keyof typeof FAULTS)[];
  const faulty = await Promise.all(
    names.map(async (name, index) => ({ name, ...(await tenantWith(`tenant-${index}`, FAULTS[name])) })),
  );
  const healthy = await tenantWith("tenant-healthy", (socket) => void socket.write(ANSWER));
  for (const { tenant } of [...faulty, healthy]) for (const name of ["one", "two"]) await tenant.saveBusiness({ name });
  await vi.waitFor(() => expect(healthy.requests).toHaveLength(2), { timeout: 5_000 });
  const outcome = async ({ tenant }: (typeof faulty)[0]) => {
    const [last, ...others] = await tenant.webhooks.deliveries("default");
    const [endpoint] = await tenant.webhooks.list();
    return {
      dead: (await tenant.webhooks.deadLetters()).items.length,
      tries: others.length + (last === undefined ? 0 : 1),
      status: last?.status,
      disabled: endpoint?.disabled?.reason ?? null,
    };
  };
  await vi.waitFor(
    async () => {
      const ends = await Promise.all(faulty.map(async (one) => [one.name, await outcome(one)]));
      expect(Object.fromEntries(ends)).toEqual(ENDS);
    },
    { timeout: 20_000 },
  );
});
