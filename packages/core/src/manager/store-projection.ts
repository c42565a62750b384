import { PolyphoneError } from "../errors.ts";
import type { Emitter } from "../events/emitter.ts";
import type { Feeds } from "../feed/feeds.ts";
import type { Projection } from "../ingestion/ingestion.ts";
import type { Logger } from "../logger.ts";
import { appliedEvents } from "../storage/applied-events.ts";
import type { Storage } from "../storage/storage.ts";
import type { Applied } from "../types/applied.ts";
import type { IngestRecord } from "../types/ingest-record.ts";
import type { TenantId } from "../types/tenant.ts";

/** The end of every ingestion: stores a batch and announces what was new in it. */
export class StoreProjection implements Projection {
  constructor(
    private readonly storage: Storage,
    private readonly events: Emitter,
    private readonly logger: Logger,
    private readonly feeds: Pick<Feeds, "wake">,
  ) {}

  async project(tenantId: TenantId, records: readonly IngestRecord[], position?: number): Promise<void> {
    try {
      this.#announce(tenantId, await this.storage.apply(tenantId, records, position));
    } catch (error) {
      this.#report(tenantId, error);
      throw error;
    }
  }

  position(tenant: TenantId): Promise<number> {
    return this.storage.position(tenant);
  }

  sync(): Promise<void> {
    return this.storage.sync();
  }

  #announce(tenantId: TenantId, applied: Applied): void {
    const events = appliedEvents(applied);
    if (events.length > 0) this.feeds.wake(tenantId);
    for (const event of events) {
      if (event.type === "message.status") this.events.emit(event.type, { tenantId, ...event.data });
      else if (event.type === "chat.read") this.events.emit(event.type, { tenantId, ...event.data });
      else this.events.emit(event.type, { tenantId, message: event.message });
    }
  }

  #report(tenantId: TenantId, error: unknown): void {
    const code = error instanceof PolyphoneError ? error.code : "STORAGE_FAILED";
    const message = error instanceof Error ? error.message : String(error);
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : undefined;
    this.logger.error({ tenantId, code, error: message, cause }, "not stored");
    this.events.emit("error", { tenantId, code, error: message });
  }
}
