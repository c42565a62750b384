import type { TenantId, WebhookDelivery } from "@polyphone/core";
import { percentile } from "../sustained/percentile.ts";
import { Countdown } from "./countdown.ts";
import { message, tenants } from "./messages.ts";
import type { Receivers } from "./receiver.ts";
import { ServedTenants } from "./served-tenants.ts";

/** Of the hundred tenants, so many have an endpoint that is dead or may be. */
const SUSPECTS = 10;
const EVERY_MS = 100;
const LASTS_MS = 8_000;
/** What waits for a dead endpoint already. */
const BACKLOG = 50;
/** Nobody listens there. */
const NOBODY = "http://127.0.0.1:9/";
/** Latencies are counted in steps of ten microseconds. */
const STEPS_PER_MS = 100;

const healthy = tenants.slice(SUSPECTS);
const suspects = tenants.slice(0, SUSPECTS);
const isHealthy = (tenant: TenantId) => healthy.includes(tenant);
const idOf = (body: string) => (JSON.parse(body) as { data: { message: { id: string } } }).data.message.id;

/** From a message to its delivery, in milliseconds: 99 of 100 deliveries of the healthy tenants, beside dead endpoints or none. */
export async function othersP99(directory: string, receivers: Receivers, isDead: boolean): Promise<number> {
  const deliveredAt = new Map<string, number>();
  const all = new Countdown(healthy.length * Math.floor(LASTS_MS / EVERY_MS));
  const ended = ({ tenantId, body }: WebhookDelivery) => {
    if (!isHealthy(tenantId)) return;
    deliveredAt.set(idOf(body), performance.now());
    all.happened();
  };
  const served = new ServedTenants(directory, tenants.length, { ended });
  await served.start();
  for (const tenant of healthy) await served.configure(tenant, receivers.taking);
  for (const [index, tenant] of suspects.entries()) {
    const dead = index % 2 === 0 ? receivers.silent : NOBODY;
    await served.configure(tenant, isDead ? dead : receivers.taking);
    for (let number = 0; number < BACKLOG; number += 1)
      await served.receive(tenant, message(`${tenant}-before-${number}`));
  }
  const sentAt = new Map<string, number>();
  const start = performance.now();
  await Promise.all(
    tenants.map(async (tenant, index) => {
      // Spread evenly over the time between two messages of a tenant.
      const offset = (index * EVERY_MS) / tenants.length;
      for (let elapsed = 0; elapsed < LASTS_MS; elapsed += EVERY_MS) {
        const at = start + offset + elapsed;
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, at - performance.now())));
        const id = `${tenant}-${elapsed}`;
        if (isHealthy(tenant)) sentAt.set(id, performance.now());
        await served.receive(tenant, message(id));
      }
    }),
  );
  await all.done;
  const counts = new Map<number, number>();
  for (const [id, at] of sentAt) {
    const steps = Math.ceil(((deliveredAt.get(id) ?? Number.POSITIVE_INFINITY) - at) * STEPS_PER_MS);
    counts.set(steps, (counts.get(steps) ?? 0) + 1);
  }
  await served.stop();
  return percentile(counts, 0.99) / STEPS_PER_MS;
}
