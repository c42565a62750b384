import { IngestionStoppedError } from "../../errors.ts";
import type { Logger } from "../../logger.ts";
import type { InboxLog, LogEntry } from "../../storage/inbox-log.ts";
import type { IngestRecord } from "../../types/ingest-record.ts";
import type { TenantId } from "../../types/tenant.ts";
import type { DeadLetters } from "../dead-letters.ts";
import type { Ingestion, IngestionState, Projection } from "../ingestion.ts";
import { InboxDeadLetters } from "./inbox-dead-letters.ts";
import { type InboxIngestionOptions, withDefaults } from "./inbox-options.ts";
import { Projector } from "./projector.ts";
import { encodeRecord, tryDecode } from "./record-codec.ts";
import { Room } from "./room.ts";

const RECOVERY_ENTRIES = 1000;

/**
 * A record is accepted when the inbox has it on disk; behind it, a projector brings records into the storage and the inbox
 * is trimmed. What a crash left there is projected at the next start.
 */
export class InboxIngestion implements Ingestion {
  readonly deadLetters: DeadLetters;
  readonly #options: ReturnType<typeof withDefaults>;
  readonly #log: InboxLog;
  readonly #logger: Logger;
  /** A new one at each start: what a stop left in the log has left the queue. */
  #room: Room;
  /** Calls that wait for the disk. */
  #accepting = 0;
  #idle: (() => void) | undefined;
  #projector: Projector | undefined;
  /** How long the latest record that left the queue was in it. */
  #lagMs = 0;
  /** When a record left the queue last, or came to an empty one. */
  #movedAt = 0;

  /** @throws InvalidOptionError */
  constructor(options: InboxIngestionOptions) {
    this.#options = withDefaults(options);
    this.#log = this.#options.log;
    this.#logger = this.#options.logger;
    this.#room = new Room(this.#options.queueCapacity);
    this.deadLetters = new InboxDeadLetters(this.#log, (tenant, entries) => this.#push(tenant, entries));
  }

  async start(projection: Projection): Promise<void> {
    await this.#log.open();
    const room = new Room(this.#options.queueCapacity);
    this.#room = room;
    this.#projector = new Projector(this.#options, projection, (entries) => {
      room.leave(entries.length);
      this.#movedAt = Date.now();
      this.#lagMs = this.#movedAt - (entries[0]?.acceptedAt ?? this.#movedAt);
    });
    await this.#recover(this.#projector, projection);
  }

  async accept(tenant: TenantId, records: readonly IngestRecord[]): Promise<void> {
    const projector = this.#running();
    const acceptedAt = Date.now();
    if (this.#room.taken === 0) this.#movedAt = acceptedAt;
    const full = this.#room.enter(records.length);
    if (full !== undefined) await full;
    this.#accepting += 1;
    try {
      let position = await this.#log.append(records.map((record) => encodeRecord(tenant, record)));
      for (const record of records) projector.push(tenant, { position: position++, record, acceptedAt });
    } catch (error) {
      this.#room.leave(records.length);
      throw error;
    } finally {
      this.#accepting -= 1;
      if (this.#accepting === 0) this.#idle?.();
    }
  }

  state(): IngestionState {
    const depth = this.#room.taken;
    return { depth, lagMs: depth === 0 ? 0 : Math.max(this.#lagMs, Date.now() - this.#movedAt) };
  }

  depth(tenant: TenantId): number {
    return this.#projector?.depth(tenant) ?? 0;
  }

  async stop(): Promise<void> {
    const projector = this.#projector;
    this.#projector = undefined;
    this.#room.refuseWaiting(new IngestionStoppedError());
    if (this.#accepting > 0) {
      await new Promise<void>((idle) => {
        this.#idle = idle;
      });
    }
    if (projector === undefined) return;
    await projector.stop();
    await this.#log.close();
  }

  async erase(tenant: TenantId): Promise<void> {
    const projector = this.#running();
    await projector.forget(tenant);
    const positions: number[] = [];
    // Also what is projected and not trimmed yet.
    for await (const entry of this.#entries()) {
      const found = tryDecode(entry.bytes);
      if ("tenant" in found && found.tenant === tenant) positions.push(entry.position);
    }
    await this.#log.remove(positions);
    await this.#log.eraseBuried(tenant);
  }

  async #push(tenant: TenantId, entries: readonly LogEntry[]): Promise<void> {
    const projector = this.#running();
    await this.#room.enter(entries.length);
    for (const { position, bytes } of entries) {
      const found = tryDecode(bytes);
      if ("record" in found) projector.push(tenant, { position, record: found.record, acceptedAt: Date.now() });
    }
  }

  /** Queues what an earlier run has left, but for what the storage has already. */
  async #recover(projector: Projector, projection: Projection): Promise<void> {
    const applied = new Map<TenantId, number>();
    let count = 0;
    for await (const entry of this.#entries()) {
      const found = tryDecode(entry.bytes);
      if ("unreadable" in found) {
        await this.#buryUnreadable(entry, found.unreadable);
        continue;
      }
      const { tenant, record } = found;
      const upTo = applied.get(tenant) ?? (await projection.position(tenant));
      applied.set(tenant, upTo);
      if (entry.position <= upTo) continue;
      // Not asked for room: it had it once, and who waits here would wait for a storage that may be away.
      this.#room.force(1);
      projector.push(tenant, { position: entry.position, record, acceptedAt: Date.now() });
      count += 1;
    }
    if (count > 0) this.#logger.info({ count }, "inbox recovered");
  }

  async #buryUnreadable({ position, bytes }: LogEntry, reason: string): Promise<void> {
    this.#logger.error({ position, reason }, "inbox entry unreadable");
    await this.#log.bury({ position, bytes, tenant: null, reason, attempts: 0, diedAt: Date.now() });
  }

  async *#entries(): AsyncGenerator<LogEntry> {
    let after = 0;
    for (;;) {
      const entries = await this.#log.read(after, RECOVERY_ENTRIES);
      yield* entries;
      const last = entries.at(-1);
      if (last === undefined) return;
      after = last.position;
    }
  }

  #running(): Projector {
    if (this.#projector === undefined) throw new IngestionStoppedError();
    return this.#projector;
  }
}
