import { expect, it } from "vitest";
import { createLogger } from "./logger.ts";
import { Opened, onceAskedToStop } from "./shutdown.ts";

const logger = createLogger("silent");

it("closes the latest first, each once, whatever fails between", async () => {
  const closed: string[] = [];
  const opened = new Opened(logger);
  opened.add("first", async () => void closed.push("first"));
  opened.add("second", () => Promise.reject(new Error("stuck")));
  opened.add("third", async () => void closed.push("third"));
  await Promise.all([opened.close(), opened.close()]);
  expect(closed).toEqual(["third", "first"]);
});

it("hears the first signal and leaves the second to the system", async () => {
  const before = process.listenerCount("SIGTERM");
  const asked = onceAskedToStop();
  process.emit("SIGTERM", "SIGTERM");
  expect(await asked).toBe("SIGTERM");
  expect(process.listenerCount("SIGTERM")).toBe(before);
});
