import { expect, it } from "vitest";
import { WriteFence } from "./write-fence.ts";

it("waits for what is under way when it closes, and lets nothing through afterwards", async () => {
  const fence = new WriteFence();
  let finish: () => void = () => undefined;
  const written: string[] = [];
  const early = fence.run(
    () =>
      new Promise<void>((resolve) => {
        finish = () => {
          written.push("early");
          resolve();
        };
      }),
  );
  const closed = fence.close().then(() => written.push("closed"));
  await expect(fence.run(async () => written.push("late"))).rejects.toThrow("no longer written");
  finish();
  await early;
  await closed;
  expect(written).toEqual(["early", "closed"]);
});

it("closes although what is under way fails, and tells of it", async () => {
  const fence = new WriteFence();
  const told: unknown[] = [];
  fence.onFailure = (error) => told.push(error);
  const failing = fence.run(async () => {
    throw new Error("the disk is full");
  });
  await Promise.allSettled([failing]);
  await fence.close();
  expect(told).toEqual([new Error("the disk is full")]);
});
