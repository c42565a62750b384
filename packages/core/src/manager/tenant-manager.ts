import { Businesses } from "../business/businesses.ts";
import { Emitter, type EventName, type Listener } from "../events/emitter.ts";
import type { TenantFacts } from "../feed/event-body.ts";
import { Feeds } from "../feed/feeds.ts";
import { InboxIngestion } from "../ingestion/inbox/inbox-ingestion.ts";
import type { Ingestion } from "../ingestion/ingestion.ts";
import { silentLogger } from "../logger.ts";
import { type TenantManagerOptions, withDefaults } from "../options.ts";
import { MessageSender } from "../sending/message-sender.ts";
import { sendingSettings } from "../sending/sending-options.ts";
import { BaileysSocketFactory } from "../socket/baileys/baileys-socket-factory.ts";
import type { AuthStore } from "../storage/auth-store.ts";
import { SqliteInboxLog } from "../storage/sqlite/inbox/sqlite-inbox-log.ts";
import { SqliteAuthStore } from "../storage/sqlite/sqlite-auth-store.ts";
import { SqliteStorage } from "../storage/sqlite/sqlite-storage.ts";
import type { Storage } from "../storage/storage.ts";
import type { ManagerStats } from "../types/manager-stats.ts";
import { type Page, type PageRequest, parsePageRequest } from "../types/page.ts";
import { parseTenantId } from "../types/parse-tenant-id.ts";
import type { TenantConfig, TenantId } from "../types/tenant.ts";
import { deliverySettings } from "../webhooks/delivery-options.ts";
import { HttpWebhookSender } from "../webhooks/http-webhook-sender.ts";
import type { WebhookSender } from "../webhooks/webhook-sender.ts";
import { QuarantineSweep } from "./quarantine-sweep.ts";
import { resume } from "./resume.ts";
import { Runtime } from "./runtime.ts";
import { StoreProjection } from "./store-projection.ts";
import { Tenant } from "./tenant.ts";
import { WebhookRuntime } from "./webhook-runtime.ts";

/**
 * Runs many WhatsApp sessions, one for each tenant, each on its own.
 *
 * @example
 * ```ts
 * const manager = new TenantManager();
 * manager.on("message.received", ({ tenantId, message }) => console.log(tenantId, message.text));
 * await manager.start();
 * const result = await manager.tenant("tenant-a").connect();
 * if (result.status === "waiting_qr") console.log("scan this:", result.qr);
 * ```
 */
export class TenantManager {
  readonly #events: Emitter;
  readonly #storage: Storage;
  readonly #ingestion: Ingestion;
  readonly #runtime: Runtime;
  readonly #feeds: Feeds;
  readonly #webhooks: WebhookRuntime;
  readonly #auth: AuthStore;
  readonly #resumeConcurrency: number;
  readonly #sweep: QuarantineSweep;
  /** What nobody passed in and `stop` therefore closes. */
  readonly #own: { close(): Promise<void> }[] = [];
  /** Starting and stopping, one after the other. */
  #lifecycle: Promise<void> = Promise.resolve();
  #running: { readonly abort: AbortController; readonly resumed: Promise<void> } | undefined;

  /** @throws InvalidOptionError, NoiseRootConflictError */
  constructor(options: TenantManagerOptions = {}) {
    const {
      logger = silentLogger,
      whatsapp = {},
      reconnect = {},
      sending = {},
      webhookDelivery = {},
      ...rest
    } = withDefaults(options);
    this.#events = new Emitter(logger);
    this.#storage = rest.storage ?? this.#made(new SqliteStorage({ directory: "data" }));
    this.#auth = rest.auth ?? this.#made(new SqliteAuthStore({ directory: "data" }));
    this.#ingestion = rest.ingestion ?? new InboxIngestion({ log: new SqliteInboxLog({ directory: "data" }), logger });
    this.#sweep = new QuarantineSweep(this.#auth, rest.quarantineDays, logger);
    this.#resumeConcurrency = rest.resumeConcurrency;
    const sockets = new BaileysSocketFactory({ whatsapp, messages: this.#storage.messages, logger }, this.#auth);
    const businesses = new Businesses(this.#storage.business, this.#events);
    const sender: WebhookSender = rest.webhooks ?? this.#made(new HttpWebhookSender());
    const facts: TenantFacts = {
      qrOf: (tenant) => this.#runtime.existingSession(tenant)?.status.qr ?? null,
      businessOf: (tenant) => businesses.json(tenant),
    };
    this.#feeds = new Feeds({ feed: this.#storage.events, events: this.#events, facts, logger });
    this.#webhooks = new WebhookRuntime({
      storage: this.#storage,
      feeds: this.#feeds,
      sender,
      events: this.#events,
      settings: deliverySettings(webhookDelivery),
      logger,
      facts,
    });
    this.#runtime = new Runtime(
      this.#storage,
      { sockets, auth: this.#auth, ingestion: this.#ingestion, events: this.#events, logger, reconnect },
      new MessageSender({ storage: this.#storage, sockets, events: this.#events, settings: sendingSettings(sending) }),
      businesses,
      rest.connectTimeoutMs,
      this.#feeds,
      this.#webhooks,
    );
  }

  /** Opens the storage and resumes every paired tenant, a few at a time, behind the caller's back. May be called twice. */
  start(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#running !== undefined) return;
      await this.#storage.open();
      this.#webhooks.start();
      await this.#ingestion.start(new StoreProjection(this.#storage, this.#events, this.#runtime.logger, this.#feeds));
      this.#runtime.open();
      this.#sweep.start();
      const abort = new AbortController();
      this.#running = { abort, resumed: this.#resume(abort.signal) };
    });
  }

  /**
   * Disconnects everybody, logs nobody out, stores what has arrived and closes what the manager opened. May be called twice.
   * @param options - `drainMs` is how long webhooks on their way may take; the others wait for the next start. @defaultValue `5_000`
   */
  stop({ drainMs = 5_000 }: { drainMs?: number } = {}): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#running === undefined) return;
      const { abort, resumed } = this.#running;
      this.#running = undefined;
      abort.abort(new Error("The TenantManager was stopped"));
      await this.#runtime.close();
      await resumed;
      await this.#sweep.stop();
      await this.#ingestion.stop();
      await this.#feeds.stop();
      await this.#webhooks.stop(drainMs);
      for (const made of this.#own) await made.close();
    });
  }

  /** The handle to a tenant, existing or not. @throws InvalidTenantIdError */
  tenant(id: string): Tenant {
    return new Tenant(parseTenantId(id), this.#runtime);
  }

  /** How it stands now, for who watches over it. Costs nothing to speak of. */
  stats(): ManagerStats {
    return {
      sessions: this.#runtime.countSessions(),
      ingestion: this.#ingestion.state?.() ?? null,
      webhooks: this.#webhooks.dispatcher.counts,
    };
  }

  /** A page of all tenants, the latest first: for who runs them, not for a tenant. @throws InvalidLimitError, InvalidCursorError */
  async tenants(request: Partial<PageRequest> = {}): Promise<Page<TenantConfig>> {
    this.#runtime.assertRunning();
    return this.#storage.tenants.page(parsePageRequest(request));
  }

  /** Calls `listener` at each event. What it throws is logged. */
  on<N extends EventName>(name: N, listener: Listener<N>): this {
    this.#events.on(name, listener);
    return this;
  }

  /** Stops calling `listener`. */
  off<N extends EventName>(name: N, listener: Listener<N>): this {
    this.#events.off(name, listener);
    return this;
  }

  async #resume(signal: AbortSignal): Promise<void> {
    const { context, connectTimeoutMs, logger } = this.#runtime;
    const failed = (tenantId: TenantId | undefined, error: unknown) =>
      logger.error({ tenantId, error: error instanceof Error ? error.message : String(error) }, "not resumed");
    await resume({
      auth: this.#auth,
      chats: this.#storage.chats,
      mayResume: async (tenant) =>
        (await this.#storage.tenants.get(tenant))?.paused !== true && (await context.sockets.isPaired(tenant)),
      concurrency: this.#resumeConcurrency,
      signal,
      connect: (tenant) => this.#runtime.session(tenant).connect({ timeoutMs: connectTimeoutMs, signal }),
      failed,
      progress: (news) => this.#events.emit("resume.progress", news),
    }).catch((error: unknown) => failed(undefined, error));
  }

  #made<T extends { close(): Promise<void> }>(mine: T): T {
    this.#own.push(mine);
    return mine;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const result = this.#lifecycle.then(work);
    this.#lifecycle = result.catch(() => undefined);
    return result;
  }
}
