import { expect, it, vi } from "vitest";

vi.stubGlobal("localStorage", { getItem: () => null });
vi.stubGlobal("navigator", { languages: [] });
const { FreshLoad } = await import("./fresh-load.ts");

/** Work that goes on until it is told that it is done, or has failed. */
function controlled() {
  const runs: PromiseWithResolvers[] = [];
  const load = new FreshLoad(() => {
    const { promise, ...end } = withResolvers();
    runs.push(end);
    return promise;
  });
  return { load, runs };
}

interface PromiseWithResolvers {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

function withResolvers() {
  let end: PromiseWithResolvers = { resolve() {}, reject() {} };
  const promise = new Promise<void>((resolve, reject) => {
    end = { resolve, reject };
  });
  return { promise, ...end };
}

it("never runs twice at once, and once more when it was asked for meanwhile, however often", async () => {
  const { load, runs } = controlled();
  const all = [load.run(), load.run(), load.run()];
  expect(runs).toHaveLength(1);
  runs[0]?.resolve();
  await vi.waitFor(() => expect(runs).toHaveLength(2));
  runs[1]?.resolve();
  await Promise.all(all);
  expect(load.isRunning).toBe(false);
  void load.run();
  expect(runs).toHaveLength(3);
  runs[2]?.resolve();
});

it("says why it failed until it works", async () => {
  const { load, runs } = controlled();
  const failing = load.run();
  runs[0]?.reject(new TypeError("Failed to fetch"));
  await failing;
  expect(load.failure.value?.sentence).toContain("The server cannot be reached.");
  const working = load.run();
  runs[1]?.resolve();
  await working;
  expect(load.failure.value).toBeUndefined();
});
