import { createHmac } from "node:crypto";
import { SqliteStorage, type TenantId } from "@polyphone/core";
import { Pool } from "undici";
import { BODY, message, tenants } from "./messages.ts";
import { ServedTenants } from "./served-tenants.ts";

const CONCURRENCY = tenants.length;
const PER_TENANT = 150;
const COUNT = CONCURRENCY * PER_TENANT;
const idsOf = (tenant: TenantId) => Array.from({ length: PER_TENANT }, (_, number) => `${tenant}-${number}`);
const ids = tenants.flatMap(idsOf);
/** Global fetch is slower: fewer tell as much. */
const FETCHES = COUNT / 3;

const perSecond = (count: number, since: number) => count / ((performance.now() - since) / 1000);

/** Deliveries in a second of what waits on disk, from the start on, with the progress of each endpoint written behind them. */
export async function durableRate(directory: string, url: string): Promise<number> {
  const configured = new ServedTenants(directory, CONCURRENCY);
  await configured.start();
  for (const tenant of tenants) await configured.configure(tenant, url);
  await configured.stop();
  const storage = new SqliteStorage({ directory });
  await storage.open();
  for (const tenant of tenants) await storage.apply(tenant, idsOf(tenant).map(message));
  await storage.close();
  const served = new ServedTenants(directory, CONCURRENCY);
  await served.start();
  await served.allDelivered(ids);
  const rate = perSecond(COUNT, served.firstSentAt ?? 0);
  await served.stop();
  return rate;
}

/** The same with messages that are stored while they are delivered. */
export async function storedAndDeliveredRate(directory: string, url: string): Promise<number> {
  const served = new ServedTenants(directory, CONCURRENCY);
  await served.start();
  for (const tenant of tenants) await served.configure(tenant, url);
  const start = performance.now();
  await Promise.all([receiveAll(served), served.allDelivered(ids)]);
  const rate = perSecond(COUNT, start);
  await served.stop();
  return rate;
}

async function receiveAll(served: ServedTenants): Promise<void> {
  await Promise.all(
    tenants.map(async (tenant) => {
      for (const id of idsOf(tenant)) await served.receive(tenant, message(id));
    }),
  );
}

/** Posts of the same body by a pool of undici's, so many at once, with nothing signed and nothing kept anywhere. */
export const poolRate = (url: string): Promise<number> =>
  pooled(url, () => ({ headers: { "content-type": "application/json" }, body: BODY }));

/** Posts by a pool of undici's of what every sender has to make: a body out of an object, with a signature. */
export const signedPoolRate = (url: string): Promise<number> =>
  pooled(url, () => {
    const body = JSON.stringify(CONTENT);
    const time = String(Math.floor(Date.now() / 1000));
    const signature = createHmac("sha256", KEY).update(`evt_1.${time}.${body}`).digest("base64");
    const signed = { "webhook-id": "evt_1", "webhook-timestamp": time, "webhook-signature": `v1,${signature}` };
    const seed = { "X-Tenant-Id": "tenant-1000", "X-Event-Type": "message.received" };
    return { headers: { "content-type": "application/json", ...seed, ...signed }, body };
  });

const KEY = Buffer.alloc(32, 7);
const CONTENT: unknown = JSON.parse(BODY);

async function pooled(
  url: string,
  make: () => { readonly headers: Record<string, string>; readonly body: string },
): Promise<number> {
  const { origin, pathname: path } = new URL(url);
  const pool = new Pool(origin, { connections: CONCURRENCY });
  const rate = await rateOf(COUNT, async () => {
    const { body } = await pool.request({ path, method: "POST", ...make() });
    await body.dump();
  });
  await pool.close();
  return rate;
}

/** The same by the global fetch. */
export const fetchRate = (url: string): Promise<number> =>
  rateOf(FETCHES, async () => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: BODY,
    });
    await response.arrayBuffer();
  });

async function rateOf(count: number, post: () => Promise<void>): Promise<number> {
  let left = count;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      for (; left > 0; await post()) left -= 1;
    }),
  );
  return perSecond(count, start);
}
