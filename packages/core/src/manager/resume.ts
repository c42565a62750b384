import type { SocketFactory } from "../socket/socket.ts";
import type { AuthStore } from "../storage/auth-store.ts";
import type { TenantId } from "../types/tenant.ts";

/** What resuming needs to know of the manager. */
export interface ResumeContext {
  readonly auth: AuthStore;
  readonly sockets: SocketFactory;
  readonly concurrency: number;
  readonly signal: AbortSignal;
  connect(tenant: TenantId): Promise<unknown>;
  failed(tenant: TenantId, error: unknown): void;
}

/** Connects every paired tenant, a few at a time. One that fails is reported and delays nobody. */
export async function resume({ auth, sockets, concurrency, signal, connect, failed }: ResumeContext): Promise<void> {
  const waiting = (await auth.tenants()).values();
  const worker = async () => {
    for (const tenant of waiting) {
      if (signal.aborted) return;
      try {
        if (await sockets.isPaired(tenant)) await connect(tenant);
      } catch (error) {
        failed(tenant, error);
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}
