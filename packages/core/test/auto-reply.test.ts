import { afterAll, beforeAll, expect, it } from "vitest";
import { DirectIngestion, InboxIngestion, type Ingestion, SqliteInboxLog } from "../src/index.ts";
import { Simulated } from "./simulated.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

let simulated: Simulated;
beforeAll(async () => {
  simulated = await Simulated.start();
});
afterAll(() => simulated.stop());

const REPLIES = 6;

it.each([
  [
    "through the inbox",
    "15550000101",
    () => new InboxIngestion({ log: new SqliteInboxLog({ directory: temporaryDirectory() }) }),
  ],
  ["directly", "15550000102", () => new DirectIngestion()],
] as const)(
  "lets a listener answer again and again, ingesting %s, and each answer can be read at once",
  async (_name, number, make) => {
    const ingestion: Ingestion = make();
    const manager = await simulated.manager({ ingestion });
    const tenant = await simulated.pair(manager, `tenant-${number}`, number);
    const failures: unknown[] = [];
    manager.on("message.received", async ({ message }) => {
      try {
        for (const word of ["yes", "no"]) await tenant.sendText(message.chat, `${word}, ${message.text}`);
      } catch (error) {
        failures.push(error);
      }
    });
    const friend = simulated.simulator.contact(`${number}9`);
    const { retries } = simulated.simulator.state();
    for (let index = 0; index < REPLIES; index += 1) {
      const received = ["yes", "no"].map((word) => friend.received(`${word}, question ${index}`));
      await friend.sendText(number, `question ${index}`);
      await Promise.all(received);
    }
    expect(failures).toEqual([]);
    expect(simulated.simulator.state().retries).toBe(retries);
  },
);
