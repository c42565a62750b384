import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { silentLogger } from "../logger.ts";
import { MemoryAuthStore } from "../storage/auth/memory-auth-store.ts";
import { QuarantineSweep } from "./quarantine-sweep.ts";

const DAY_MS = 86_400_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("destroys what is old enough at its start and every day, and stops", async () => {
  const auth = new MemoryAuthStore();
  const forget = vi.spyOn(auth, "forgetQuarantined");
  const sweep = new QuarantineSweep(auth, 30, silentLogger);
  sweep.start();
  await vi.advanceTimersByTimeAsync(2 * DAY_MS);
  expect(forget.mock.calls).toEqual([2, 1, 0].map((days) => [Date.now() - days * DAY_MS - 30 * DAY_MS]));
  await sweep.stop();
  await vi.advanceTimersByTimeAsync(2 * DAY_MS);
  expect(forget).toHaveBeenCalledTimes(3);
  expect(vi.getTimerCount()).toBe(0);
});

it("tries again the next day when it fails", async () => {
  const auth = new MemoryAuthStore();
  const forget = vi.spyOn(auth, "forgetQuarantined").mockRejectedValueOnce(new Error("the disk is away"));
  const sweep = new QuarantineSweep(auth, 0, silentLogger);
  sweep.start();
  await vi.advanceTimersByTimeAsync(DAY_MS);
  expect(forget).toHaveBeenCalledTimes(2);
  await sweep.stop();
});

it("keeps everything when it is to keep it for ever", async () => {
  const auth = new MemoryAuthStore();
  const forget = vi.spyOn(auth, "forgetQuarantined");
  const sweep = new QuarantineSweep(auth, Number.POSITIVE_INFINITY, silentLogger);
  sweep.start();
  await vi.advanceTimersByTimeAsync(DAY_MS);
  await sweep.stop();
  expect(forget).not.toHaveBeenCalled();
});
