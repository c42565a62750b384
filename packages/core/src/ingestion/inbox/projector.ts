import { RecordRejectedError } from "../../errors.ts";
import type { Logger } from "../../logger.ts";
import type { InboxLog } from "../../storage/inbox-log.ts";
import type { TenantId } from "../../types/tenant.ts";
import type { Projection } from "../ingestion.ts";
import { encodeRecord } from "./record-codec.ts";
import { Shard, type ShardEnds, type ShardOptions } from "./shard.ts";
import type { Entry } from "./tenant-queue.ts";
import { Trimmer } from "./trimmer.ts";

/** What a projector works with. */
export interface ProjectorOptions extends ShardOptions {
  readonly log: InboxLog;
  readonly logger: Logger;
  readonly workers: number;
}

/** Brings log entries into the storage. A tenant belongs to one shard, which keeps the order of all that it gets. */
export class Projector implements ShardEnds {
  readonly #options: ProjectorOptions;
  readonly #projection: Projection;
  readonly #left: (entries: readonly Entry[]) => void;
  readonly #shards: readonly Shard[];
  readonly #trimmer: Trimmer;

  /** @param left - Told which entries have left the queue. */
  constructor(options: ProjectorOptions, projection: Projection, left: (entries: readonly Entry[]) => void) {
    this.#options = options;
    this.#projection = projection;
    this.#left = left;
    this.#shards = Array.from({ length: options.workers }, () => new Shard(options, this));
    this.#trimmer = new Trimmer(options.log, () => projection.sync(), options.logger);
  }

  /** Queues an entry. Positions come in order. */
  push(tenant: TenantId, entry: Entry): void {
    this.#trimmer.opened(entry.position);
    this.#shardOf(tenant).push(tenant, entry);
  }

  /** How many entries of a tenant are queued or on their way. */
  depth(tenant: TenantId): number {
    return this.#shardOf(tenant).depth(tenant);
  }

  /** Drops what is queued of a tenant. */
  async forget(tenant: TenantId): Promise<void> {
    this.done(await this.#shardOf(tenant).remove(tenant));
  }

  /** Resolves when all is stored but for what keeps failing; that stays in the log. */
  async stop(): Promise<void> {
    await Promise.all(this.#shards.map((shard) => shard.drain()));
    await this.#trimmer.stop();
  }

  project(...batch: Parameters<ShardEnds["project"]>): Promise<void> {
    return this.#projection.project(...batch);
  }

  done(entries: readonly Entry[]): void {
    this.#left(entries);
    this.#trimmer.done(entries);
  }

  async bury(tenant: TenantId, { position, record }: Entry, attempts: number, error: unknown): Promise<void> {
    // A storage that takes nothing at all is away, and no fault of this record's.
    if (!(error instanceof RecordRejectedError)) await this.#projection.sync();
    const reason = reasonOf(error);
    const bytes = encodeRecord(tenant, record);
    await this.#options.log.bury({ position, bytes, tenant, reason, attempts, diedAt: Date.now() });
    this.#options.logger.error(
      { tenantId: tenant, position, attempts, reason },
      "record given up: it is a dead letter now",
    );
  }

  #shardOf(tenant: TenantId): Shard {
    let hash = 0;
    for (let index = 0; index < tenant.length; index += 1) hash = (Math.imul(hash, 31) + tenant.charCodeAt(index)) | 0;
    const shard = this.#shards[Math.abs(hash) % this.#shards.length];
    if (shard === undefined) throw new RangeError("A projector has at least one shard");
    return shard;
  }
}

/** The cause says more than the wrapper; neither carries what a person wrote. */
function reasonOf(error: unknown): string {
  const root = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return root instanceof Error ? root.message : String(root);
}
