import { percentile } from "../sustained/percentile.ts";
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

/** From a message to its delivery, in milliseconds: 99 of 100 deliveries of the healthy tenants, beside dead endpoints or none. */
export async function othersP99(directory: string, receivers: Receivers, isDead: boolean): Promise<number> {
  const served = new ServedTenants(directory, tenants.length);
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
      const isHealthy = index >= SUSPECTS;
      // Spread evenly over the time between two messages of a tenant.
      const offset = (index * EVERY_MS) / tenants.length;
      for (let at = start + offset; at < start + LASTS_MS; at += EVERY_MS) {
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, at - performance.now())));
        const id = `${tenant}-${Math.round(at - start)}`;
        if (isHealthy) sentAt.set(id, performance.now());
        await served.receive(tenant, message(id));
      }
    }),
  );
  await served.allDelivered([...sentAt.keys()]);
  const counts = new Map<number, number>();
  for (const [id, at] of sentAt) {
    const steps = Math.ceil(((served.deliveredAt.get(id) ?? Number.POSITIVE_INFINITY) - at) * STEPS_PER_MS);
    counts.set(steps, (counts.get(steps) ?? 0) + 1);
  }
  await served.stop();
  return percentile(counts, 0.99) / STEPS_PER_MS;
}
