import type { Businesses } from "../business/businesses.ts";
import { ManagerNotStartedError, TenantPausedError, UnknownTenantError } from "../errors.ts";
import type { Feeds } from "../feed/feeds.ts";
import type { Logger } from "../logger.ts";
import type { MessageSender } from "../sending/message-sender.ts";
import { Session, type SessionContext } from "../session/session.ts";
import { SESSION_STATES } from "../session/session-state.ts";
import type { Storage } from "../storage/storage.ts";
import type { SessionState } from "../types/session-status.ts";
import type { TenantId } from "../types/tenant.ts";
import type { WebhookRuntime } from "./webhook-runtime.ts";

/** What a manager hands to its tenants: its storage, and the session of each. */
export class Runtime {
  readonly #sessions = new Map<TenantId, Session>();
  /** Tenants seen in the storage, so that most calls need not ask again. */
  readonly #known = new Set<TenantId>();
  #running = false;

  constructor(
    readonly storage: Storage,
    readonly context: SessionContext,
    readonly sender: MessageSender,
    readonly businesses: Businesses,
    readonly connectTimeoutMs: number,
    readonly feeds: Feeds,
    readonly webhooks: WebhookRuntime,
  ) {}

  get logger(): Logger {
    return this.context.logger;
  }

  open(): void {
    this.#running = true;
  }

  /** Disconnects every session. Resolves when all sockets are gone. */
  async close(): Promise<void> {
    this.#running = false;
    this.sender.stop();
    await Promise.allSettled([...this.#sessions.values()].map((session) => session.disconnect()));
    this.#sessions.clear();
    this.#known.clear();
  }

  /** Sessions by state. */
  countSessions(): Record<SessionState, number> {
    const counts = Object.fromEntries(SESSION_STATES.map((state) => [state, 0])) as Record<SessionState, number>;
    for (const { status } of this.#sessions.values()) counts[status.state] += 1;
    return counts;
  }

  /** @throws ManagerNotStartedError */
  assertRunning(): void {
    if (!this.#running) throw new ManagerNotStartedError();
  }

  /** The tenant's session, if it has had one since the start. */
  existingSession(tenant: TenantId): Session | undefined {
    return this.#sessions.get(tenant);
  }

  /** The tenant's session, new and unconnected when there was none. @throws ManagerNotStartedError */
  session(tenant: TenantId): Session {
    this.assertRunning();
    const existing = this.#sessions.get(tenant);
    if (existing !== undefined) return existing;
    const session = new Session(tenant, this.context);
    this.#sessions.set(tenant, session);
    return session;
  }

  /** @throws ManagerNotStartedError, UnknownTenantError */
  async assertKnown(tenant: TenantId): Promise<void> {
    this.assertRunning();
    if (this.#known.has(tenant)) return;
    if ((await this.storage.tenants.get(tenant)) === undefined) throw new UnknownTenantError(tenant);
    this.#known.add(tenant);
  }

  /** Creates the tenant unless it exists. @throws ManagerNotStartedError */
  async ensureKnown(tenant: TenantId): Promise<void> {
    this.assertRunning();
    if (this.#known.has(tenant)) return;
    if ((await this.storage.tenants.get(tenant)) === undefined) await this.storage.tenants.save(tenant, {});
    this.#known.add(tenant);
  }

  /** Creates the tenant unless it exists. @throws ManagerNotStartedError, TenantPausedError */
  async assertMayConnect(tenant: TenantId): Promise<void> {
    await this.ensureKnown(tenant);
    if ((await this.storage.tenants.get(tenant))?.paused === true) throw new TenantPausedError(tenant);
  }

  /** Ends the tenant's session and erases all that is kept of it. What is known of it last goes last. */
  async erase(tenant: TenantId): Promise<void> {
    await this.session(tenant).logout();
    this.#sessions.delete(tenant);
    await this.context.auth.erase(tenant);
    await this.context.ingestion.erase?.(tenant);
    await this.webhooks.without(tenant, () => this.storage.erase(tenant));
    this.feeds.drop(tenant);
    this.businesses.forget(tenant);
    this.#known.delete(tenant);
  }
}
