import { createHmac } from "node:crypto";
import { SqliteStorage, type TenantId } from "@polyphone/core";
import { Pool } from "undici";
import { Countdown } from "./countdown.ts";
import { BODY, message, tenants } from "./messages.ts";
import { type Cost, Meter } from "./meter.ts";
import type { Receivers } from "./receiver.ts";
import { ServedTenants } from "./served-tenants.ts";

const CONCURRENCY = tenants.length;
/** Enough of them, that opening a hundred connections and lanes is the smallest part. */
const PER_TENANT = 600;
const COUNT = CONCURRENCY * PER_TENANT;
const idsOf = (tenant: TenantId) => Array.from({ length: PER_TENANT }, (_, number) => `${tenant}-${number}`);
/** Global fetch is slower: fewer tell as much. */
const FETCHES = COUNT / 3;

/** Deliveries of what waits on disk, with the progress of each endpoint written behind them. */
async function durable(directory: string, receivers: Receivers): Promise<Cost> {
  const configured = new ServedTenants(directory, CONCURRENCY, { ended: () => undefined });
  await configured.start();
  for (const tenant of tenants) await configured.configure(tenant, receivers.taking);
  await configured.stop();
  const storage = new SqliteStorage({ directory });
  await storage.open();
  for (const tenant of tenants) await storage.apply(tenant, idsOf(tenant).map(message));
  await storage.close();
  const [meter, all] = [await Meter.start(receivers), new Countdown(COUNT)];
  const served = new ServedTenants(directory, CONCURRENCY, {
    begins: () => meter.begin(),
    ended: () => all.happened(),
  });
  await served.start();
  await all.done;
  meter.end();
  await served.stop();
  return meter.cost(COUNT);
}

/** The same with messages that are stored while they are delivered. */
async function storedAndDelivered(directory: string, receivers: Receivers): Promise<Cost> {
  const all = new Countdown(COUNT);
  const served = new ServedTenants(directory, CONCURRENCY, { ended: () => all.happened() });
  await served.start();
  for (const tenant of tenants) await served.configure(tenant, receivers.taking);
  const meter = await Meter.start(receivers);
  meter.begin();
  await Promise.all([receiveAll(served), all.done]);
  meter.end();
  await served.stop();
  return meter.cost(COUNT);
}

async function receiveAll(served: ServedTenants): Promise<void> {
  await Promise.all(
    tenants.map(async (tenant) => {
      for (const id of idsOf(tenant)) await served.receive(tenant, message(id));
    }),
  );
}

/** Posts of the same body by a pool of undici's, so many at once, with nothing signed and nothing kept anywhere. */
const pool = (receivers: Receivers): Promise<Cost> =>
  pooled(receivers, () => ({ headers: { "content-type": "application/json" }, body: BODY }));

/** Posts by a pool of undici's of what every sender has to make: a body out of an object, with a signature. */
const signedPool = (receivers: Receivers): Promise<Cost> =>
  pooled(receivers, () => {
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
  receivers: Receivers,
  make: () => { readonly headers: Record<string, string>; readonly body: string },
): Promise<Cost> {
  const { origin, pathname: path } = new URL(receivers.taking);
  const connections = new Pool(origin, { connections: CONCURRENCY });
  const cost = await costOf(receivers, COUNT, async () => {
    const { body } = await connections.request({ path, method: "POST", ...make() });
    await body.dump();
  });
  await connections.close();
  return cost;
}

/** The same by the global fetch. */
const globalFetch = (receivers: Receivers): Promise<Cost> =>
  costOf(receivers, FETCHES, async () => {
    const response = await fetch(receivers.taking, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: BODY,
    });
    await response.arrayBuffer();
  });

async function costOf(receivers: Receivers, count: number, post: () => Promise<void>): Promise<Cost> {
  let left = count;
  const meter = await Meter.start(receivers);
  meter.begin();
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      for (; left > 0; await post()) left -= 1;
    }),
  );
  meter.end();
  return meter.cost(count);
}

/** Everything whose cost is measured, by name: ours and its peers'. */
export const COSTS = {
  durable,
  stored: storedAndDelivered,
  pool: (_: string, receivers: Receivers) => pool(receivers),
  signed: (_: string, receivers: Receivers) => signedPool(receivers),
  fetch: (_: string, receivers: Receivers) => globalFetch(receivers),
} as const;

export type CostName = keyof typeof COSTS;
