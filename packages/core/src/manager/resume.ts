import type { PolyphoneEvents } from "../events/event-map.ts";
import type { AuthStore } from "../storage/auth-store.ts";
import type { ChatStore } from "../storage/chat-store.ts";
import type { TenantId } from "../types/tenant.ts";
import { lastActivityAt } from "./last-activity.ts";

/** What resuming needs to know of the manager. */
export interface ResumeContext {
  readonly auth: Pick<AuthStore, "tenants">;
  readonly chats: Pick<ChatStore, "page">;
  readonly concurrency: number;
  readonly signal: AbortSignal;
  /** False for who is not paired, or paused. */
  mayResume(tenant: TenantId): Promise<boolean>;
  connect(tenant: TenantId): Promise<unknown>;
  failed(tenant: TenantId, error: unknown): void;
  progress(news: PolyphoneEvents["resume.progress"]): void;
}

/**
 * Connects every tenant that may be resumed, a few at a time, those with the latest message first. One that fails is reported and
 * delays nobody; `connect` bounds the time that it takes.
 */
export async function resume({ auth, signal, connect, failed, ...context }: ResumeContext): Promise<void> {
  const tenants = await inOrderOfActivity(await auth.tenants(), context.chats);
  const waiting = tenants.values();
  let [done, failures] = [0, 0];
  const worker = async () => {
    for (const tenantId of waiting) {
      if (signal.aborted) return;
      try {
        if (await context.mayResume(tenantId)) await connect(tenantId);
      } catch (error) {
        failures += 1;
        failed(tenantId, error);
      }
      done += 1;
      context.progress({ tenantId, done, failed: failures, total: tenants.length });
    }
  };
  await Promise.all(Array.from({ length: context.concurrency }, worker));
}

async function inOrderOfActivity(tenants: readonly TenantId[], chats: ResumeContext["chats"]): Promise<TenantId[]> {
  const active = await Promise.all(
    tenants.map(async (tenant) => {
      // What cannot be read now costs this tenant its place, no more.
      const at = await lastActivityAt(chats, tenant).catch(() => null);
      return { tenant, at: at ?? 0 };
    }),
  );
  return active.sort((one, other) => other.at - one.at).map(({ tenant }) => tenant);
}
