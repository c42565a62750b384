import type { Emitter } from "../events/emitter.ts";
import type { Logger } from "../logger.ts";
import type { EventFeed } from "../storage/event-feed.ts";
import { plainBusiness } from "../types/business.ts";
import type { TenantId } from "../types/tenant.ts";

/** Events that no record makes, as they are told; those of records are in the feed before. */
const RECORDED = ["connection", "session.state", "message.queued", "webhook.disabled", "error"] as const;

/** Appends what happens outside the storage to the feed. */
export class FeedRecorder {
  readonly #appending = new Set<Promise<void>>();

  constructor(
    events: Emitter,
    private readonly feed: EventFeed,
    private readonly logger: Logger,
    /** Called when the tenant's feed has something new. */
    private readonly onNews: (tenant: TenantId) => void,
  ) {
    events.on("business.updated", ({ tenantId, business }) => {
      this.#record(tenantId, "business.updated", { business: plainBusiness(business) });
    });
    for (const type of RECORDED) {
      events.on(type, ({ tenantId, ...data }) => this.#record(tenantId, type, data));
    }
  }

  /** Resolves when everything that has happened so far is in the feed. */
  async settle(): Promise<void> {
    await Promise.all(this.#appending);
  }

  #record(tenant: TenantId, type: string, data: Readonly<Record<string, unknown>>): void {
    const appending = this.feed.append(tenant, [{ type, data }]).then(
      () => this.onNews(tenant),
      (error: unknown) => this.logger.error({ tenantId: tenant, event: type, error: String(error) }, "event not kept"),
    );
    this.#appending.add(appending);
    void appending.finally(() => this.#appending.delete(appending));
  }
}
