import { WhatsAppSimulator } from "@polyphone/simulator";
import { vi } from "vitest";
import {
  DirectIngestion,
  MemoryAuthStore,
  MemoryStorage,
  type Tenant,
  TenantManager,
  type TenantManagerOptions,
} from "../src/index.ts";

const PATIENCE = { timeout: 20_000, interval: 10 };

/** Waits until `check` no longer throws. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, PATIENCE);

/** A local WhatsApp and managers on it, all taken down by `stop`. */
export class Simulated {
  readonly #managers: TenantManager[] = [];

  private constructor(readonly simulator: WhatsAppSimulator) {}

  static async start(): Promise<Simulated> {
    return new Simulated(await WhatsAppSimulator.start());
  }

  /** A running manager in memory, unless the options say otherwise. */
  async manager(options: TenantManagerOptions = {}): Promise<TenantManager> {
    const { url, trust } = this.simulator;
    const manager = new TenantManager({
      storage: new MemoryStorage(),
      auth: new MemoryAuthStore(),
      ingestion: new DirectIngestion(),
      reconnect: { baseDelayMs: 20, maxDelayMs: 200 },
      ...options,
      whatsapp: { url, ...trust, ...options.whatsapp },
    });
    this.#managers.push(manager);
    await manager.start();
    return manager;
  }

  /** Pairs a tenant with the phone of that number, and resolves when it is connected. */
  async pair(manager: TenantManager, tenantId: string, phone: string): Promise<Tenant> {
    const tenant = manager.tenant(tenantId);
    const result = await tenant.connect();
    if (result.status === "waiting_qr") await this.simulator.phone(phone).scanQr(result.qr);
    await connected(tenant);
    return tenant;
  }

  async stop(): Promise<void> {
    for (const manager of this.#managers) await manager.stop();
    await this.simulator.stop();
  }
}

/** Resolves when the tenant is connected. */
export async function connected(tenant: Tenant): Promise<void> {
  await eventually(() => {
    if (tenant.status.state !== "connected") throw new Error(`still ${tenant.status.state}`);
  });
}
