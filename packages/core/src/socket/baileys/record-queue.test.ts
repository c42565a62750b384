import { expect, it } from "vitest";
import type { IngestRecord } from "../../types/ingest-record.ts";
import { RecordQueue } from "./record-queue.ts";

const named = (name: string): IngestRecord => ({ kind: "chat", jid: "4915112345678@s.whatsapp.net", name });
const nameOf = (record: IngestRecord) => (record.kind === "chat" ? record.name : record.kind);

it("hands records over in order, and together what comes while a batch is on its way", async () => {
  const batches: unknown[] = [];
  let release: () => void = () => undefined;
  const first = new Promise<void>((resolve) => {
    release = resolve;
  });
  const accept = async (records: readonly IngestRecord[]) => {
    batches.push(records.map(nameOf));
    if (batches.length === 1) await first;
  };
  const queue = new RecordQueue(accept, () => undefined);
  queue.push([named("1")]);
  await Promise.resolve();
  await Promise.resolve();
  queue.push([named("2")]);
  queue.push([named("3")]);
  release();
  await queue.idle();
  expect(batches).toEqual([["1"], ["2", "3"]]);
});

it("tells of a batch that was not accepted and goes on with the next", async () => {
  const [accepted, failed]: [unknown[], unknown[]] = [[], []];
  const accept = async (records: readonly IngestRecord[]) => {
    if (records.some((record) => nameOf(record) === "bad")) throw new Error("the disk is full");
    accepted.push(...records.map(nameOf));
  };
  const queue = new RecordQueue(accept, (error) => failed.push(error));
  queue.push([named("bad")]);
  await queue.idle();
  queue.push([named("good")]);
  await queue.idle();
  expect(accepted).toEqual(["good"]);
  expect(failed).toMatchObject([{ message: "the disk is full" }]);
});
