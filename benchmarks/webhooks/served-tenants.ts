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

/** Who is told of deliveries. */
interface Watch {
  begins?(): void;
  ended(delivery: WebhookDelivery): void;
}

/** A manager whose tenants have a webhook each, and what it is told in place of WhatsApp. */
export class ServedTenants {
  readonly #storage: SqliteStorage;
  readonly #manager: TenantManager;
  readonly #sender: HttpWebhookSender;
  #projection: Projection | undefined;

  /** @param connections - kept to one receiver, which all tenants share here. */
  constructor(
    directory: string,
    connections: number,
    private readonly watch: Watch,
  ) {
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

  async stop(): Promise<void> {
    await this.#manager.stop({ drainMs: 0 });
    await this.#sender.close();
    await this.#storage.close();
  }

  async #send(delivery: WebhookDelivery): Promise<number> {
    this.watch.begins?.();
    const status = await this.#sender.send(delivery);
    this.watch.ended(delivery);
    return status;
  }
}
