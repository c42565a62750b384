import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runIngestionTests } from "@polyphone/core/testing";
import { describe, it } from "vitest";
import { BrokerIngestion } from "../src/broker-ingestion.ts";
import { FileBroker } from "../src/file-broker.ts";

runIngestionTests(
  { describe, it },
  {
    name: "BrokerIngestion on a FileBroker",
    setup: async () => {
      const directory = await mkdtemp(join(tmpdir(), "polyphone-broker-"));
      const brokers: FileBroker[] = [];
      const path = () => join(directory, String(brokers.length));
      const open = async () => {
        const broker = await FileBroker.open(path(), { retryDelayMs: 2 });
        brokers.push(broker);
        return new BrokerIngestion(broker);
      };
      let current = path();
      return {
        ingestion: await open(),
        reopen: async () => {
          const copy = path();
          await copyFile(current, copy);
          current = copy;
          return open();
        },
        teardown: async () => {
          for (const broker of brokers) await broker.close();
          await rm(directory, { recursive: true });
        },
      };
    },
  },
);
