import type { InboxLog, LogEntry } from "../../storage/inbox-log.ts";
import type { Page, PageRequest } from "../../types/page.ts";
import type { TenantId } from "../../types/tenant.ts";
import type { DeadLetter, DeadLetters } from "../dead-letters.ts";
import { tryDecode } from "./record-codec.ts";

/** The dead letters of an inbox: entries that were moved aside in its log. */
export class InboxDeadLetters implements DeadLetters {
  readonly #log: InboxLog;
  readonly #queue: (tenant: TenantId, entries: readonly LogEntry[]) => Promise<void>;

  /** @param queue - Queues entries that are in the log again. */
  constructor(log: InboxLog, queue: (tenant: TenantId, entries: readonly LogEntry[]) => Promise<void>) {
    this.#log = log;
    this.#queue = queue;
  }

  async page(tenant: TenantId, request: PageRequest): Promise<Page<DeadLetter>> {
    const { items, nextCursor } = await this.#log.buried(tenant, request);
    const letters = items.map(({ position, bytes, reason, attempts, diedAt }): DeadLetter => {
      const found = tryDecode(bytes);
      return { id: String(position), reason, attempts, diedAt, record: "record" in found ? found.record : undefined };
    });
    return { items: letters, nextCursor };
  }

  async replay(tenant: TenantId, ids?: readonly string[]): Promise<number> {
    const positions = ids?.map(Number).filter((position) => Number.isSafeInteger(position));
    const entries = await this.#log.revive(tenant, positions);
    await this.#queue(tenant, entries);
    return entries.length;
  }
}
