import {
  HttpWebhookSender,
  type Ingestion,
  type IngestRecord,
  MemoryAuthStore,
  type Projection,
  SqliteStorage,
  type TenantId,
  TenantManager,
  type WebhookDelivery,
} from "@polyphone/core";

/** A manager whose tenants have a webhook each, and what it is told in place of WhatsApp. */
export class ServedTenants {
  /** When each event was delivered, by the id of its message, in milliseconds of `performance.now`. */
  readonly deliveredAt = new Map<string, number>();
  /** When the first delivery began. */
  firstSentAt: number | undefined;
  readonly #storage: SqliteStorage;
  readonly #manager: TenantManager;
  readonly #sender: HttpWebhookSender;
  #projection: Projection | undefined;
  #missing = new Set<string>();
  #allDelivered: () => void = () => undefined;

  /** @param connections - kept to one receiver, which all tenants share here. */
  constructor(directory: string, connections: number) {
    this.#sender = new HttpWebhookSender({ allowPrivate: true, connectionsPerOrigin: connections });
    const ingestion: Ingestion = {
      start: async (projection) => {
        this.#projection = projection;
      },
      accept: async (tenant, records) => this.#projection?.project(tenant, records),
      stop: async () => undefined,
    };
    this.#storage = new SqliteStorage({ directory });
    this.#manager = new TenantManager({
      storage: this.#storage,
      auth: new MemoryAuthStore(),
      ingestion,
      webhooks: { send: (delivery) => this.#send(delivery), close: async () => undefined },
    });
  }

  start(): Promise<void> {
    return this.#manager.start();
  }

  async configure(tenant: TenantId, webhookUrl: string): Promise<void> {
    await this.#manager.tenant(tenant).configure({ webhookUrl });
  }

  /** Stores a message of somebody else. Resolves when it is stored. */
  async receive(tenant: TenantId, record: IngestRecord): Promise<void> {
    await this.#projection?.project(tenant, [record]);
  }

  /** Resolves when these messages have been delivered. */
  async allDelivered(ids: readonly string[]): Promise<void> {
    this.#missing = new Set(ids.filter((id) => !this.deliveredAt.has(id)));
    if (this.#missing.size > 0) {
      await new Promise<void>((resolve) => {
        this.#allDelivered = resolve;
      });
    }
  }

  async stop(): Promise<void> {
    await this.#manager.stop({ drainMs: 0 });
    await this.#sender.close();
    await this.#storage.close();
  }

  async #send(delivery: WebhookDelivery): Promise<number> {
    this.firstSentAt ??= performance.now();
    const status = await this.#sender.send(delivery);
    const { id } = delivery.body.data.message as { id: string };
    this.deliveredAt.set(id, performance.now());
    if (this.#missing.delete(id) && this.#missing.size === 0) this.#allDelivered();
    return status;
  }
}
