import {
  DirectIngestion,
  InboxIngestion,
  type Ingestion,
  type Projection,
  SqliteInboxLog,
  SqliteStorage,
} from "@polyphone/core";

/** An ingestion on a SQLite storage, running. */
export interface Running {
  readonly ingestion: Ingestion;
  readonly storage: SqliteStorage;
  stop(): Promise<void>;
}

/** Ours acknowledges from the inbox and projects behind it; the direct way commits straight into the final tables. */
export type Way = "inbox" | "direct";

/** So large that no burst of a measurement fills it. */
const QUEUE_CAPACITY = 1_000_000;

/** Starts an ingestion over a directory, with what is there. Nothing gets into the storage before the gate opens. */
export async function start(
  way: Way,
  directory: string,
  batchSize: number,
  gate: Promise<void> = Promise.resolve(),
): Promise<Running> {
  const storage = new SqliteStorage({ directory });
  await storage.open();
  const inbox = () =>
    new InboxIngestion({ log: new SqliteInboxLog({ directory }), queueCapacity: QUEUE_CAPACITY, batchSize });
  const ingestion = way === "inbox" ? inbox() : new DirectIngestion();
  const projection: Projection = {
    project: async (tenant, records, position) => {
      await gate;
      await storage.apply(tenant, records, position);
    },
    position: (tenant) => storage.position(tenant),
    sync: () => storage.sync(),
  };
  await ingestion.start(projection);
  const stop = async () => {
    await ingestion.stop();
    await storage.close();
  };
  return { ingestion, storage, stop };
}
