import { expect, it } from "vitest";
import { MemoryStorage } from "../src/storage/memory/memory-storage.ts";
import type { Storage } from "../src/storage/storage.ts";
import { runStorageCheck, storageChecks } from "../src/testing/index.ts";
import type { IngestRecord } from "../src/types/ingest-record.ts";

/** A sound storage but for what `break_` changes. */
export function broken(break_: (sound: MemoryStorage) => Partial<Storage>): Storage {
  const sound = new MemoryStorage();
  return {
    tenants: sound.tenants,
    business: sound.business,
    chats: sound.chats,
    messages: sound.messages,
    sends: sound.sends,
    events: sound.events,
    endpoints: sound.endpoints,
    deliveries: sound.deliveries,
    open: () => sound.open(),
    close: () => sound.close(),
    apply: (tenant, records, position) => sound.apply(tenant, records, position),
    position: (tenant) => sound.position(tenant),
    sync: () => sound.sync(),
    erase: (tenant) => sound.erase(tenant),
    ...break_(sound),
  };
}

/** Sound but for how it takes each record. */
export const onRecords = (change: (record: IngestRecord) => IngestRecord): Storage =>
  broken((sound) => ({
    apply: (tenant, records, position) => sound.apply(tenant, records.map(change), position),
  }));

/** The kit's own test: each of the storages fails at least one check, and fails it as a check fails. */
export function catchesEach(faults: Readonly<Record<string, () => Storage>>): void {
  for (const [fault, make] of Object.entries(faults)) {
    it(`catches a storage that ${fault}`, async () => {
      const outcomes = await Promise.allSettled(
        storageChecks.map((check) => runStorageCheck(check, () => ({ storage: make() }))),
      );
      const failed = outcomes.filter((outcome) => outcome.status === "rejected");
      expect(failed.length).toBeGreaterThan(0);
      for (const { reason } of failed) expect(reason).toMatchObject({ code: "ERR_ASSERTION" });
    });
  }
}
