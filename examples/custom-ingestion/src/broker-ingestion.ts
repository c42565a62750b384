import {
  decodeRecord,
  encodeRecord,
  type Ingestion,
  IngestionStoppedError,
  type IngestRecord,
  type Projection,
  RecordRejectedError,
  type TenantId,
} from "@polyphone/core";
import type { Broker, BrokerMessage, Subscription } from "./broker.ts";

const RECORDS = "polyphone.records";
const REJECTED = "polyphone.rejected";

/** An ingestion through a message broker: a record is accepted when the broker has it, and acknowledged when it is stored. */
export class BrokerIngestion implements Ingestion {
  #subscription: Subscription | undefined;

  /** @param broker - Stays yours to close. */
  constructor(private readonly broker: Broker) {}

  async start(projection: Projection): Promise<void> {
    this.#subscription = await this.broker.subscribe(RECORDS, (message) => this.#store(projection, message));
  }

  async accept(tenant: TenantId, records: readonly IngestRecord[]): Promise<void> {
    if (this.#subscription === undefined) throw new IngestionStoppedError();
    const messages = records.map((record) => encodeRecord(tenant, record));
    await this.broker.publish(RECORDS, tenant, messages);
  }

  async stop(): Promise<void> {
    const subscription = this.#subscription;
    this.#subscription = undefined;
    await subscription?.close();
  }

  async erase(tenant: TenantId): Promise<void> {
    for (const topic of [RECORDS, REJECTED]) await this.broker.purge(topic, tenant);
  }

  async #store(projection: Projection, { key, bytes }: BrokerMessage): Promise<void> {
    try {
      const { tenant, record } = decodeRecord(bytes);
      // Without a position: the storage then resolves when the record survives a power failure.
      await projection.project(tenant, [record]);
    } catch (error) {
      // Whatever else went wrong is tried again. These two never get better, and must not hold up what follows.
      if (!(error instanceof RecordRejectedError || error instanceof RangeError)) throw error;
      await this.broker.publish(REJECTED, key, [bytes]);
    }
  }
}
