import { randomInt } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isClean } from "../src/outcome.ts";
import { runKills } from "../src/run-kills.ts";
import { runNetwork } from "../src/run-network.ts";
import type { RunOptions } from "../src/run-options.ts";
import { runPairingKills } from "../src/run-pairing-kills.ts";

const seed = randomInt(2 ** 31);
const timeout = 300_000;

const told: string[] = [];
let options: Omit<RunOptions, "authStore">;

beforeEach(async () => {
  told.length = 0;
  const directory = await mkdtemp(join(tmpdir(), "polyphone-crash-"));
  options = { seed, directory, progress: (line) => void told.push(line) };
});
afterEach(() => rm(options.directory, { recursive: true }));

describe(`the server under load (seed ${seed})`, () => {
  it("loses, doubles and mixes up nothing that was delivered when it is killed again and again", {
    timeout,
  }, async () => {
    const { findings, delivered } = await runKills({ ...options, kills: 3, authStore: "file", isForgetful: false });
    expect(findings, told.join("\n")).toEqual({ lost: [], doubled: [], mixed: [] });
    expect(delivered).toBeGreaterThan(0);
  });

  it("brings every session back after lost connections and an outage, as the same device, with nothing missing", {
    timeout,
  }, async () => {
    const network = { tenants: 3, drops: 2, lastsMs: { min: 200, max: 600 }, outageMs: 2000, goesSilent: false };
    const { findings, strangers, queued } = await runNetwork({ ...options, ...network, authStore: "sqlite" });
    expect(findings, told.join("\n")).toEqual({ lost: [], doubled: [], mixed: [] });
    expect({ strangers, queued }).toEqual({ strangers: 0, queued: 0 });
  });

  it.each(["file", "sqlite"] as const)(
    "leaves nobody half paired when it is killed while tenants pair, with credentials in %s",
    { timeout },
    async (authStore) => {
      const { half, paired, unpaired } = await runPairingKills({ ...options, kills: 1, authStore });
      expect(half).toEqual([]);
      expect(paired + unpaired).toBe(9);
    },
  );

  it("is found out when it acknowledges what it does not store", { timeout }, async () => {
    const outcome = await runKills({ ...options, kills: 2, authStore: "file", isForgetful: true });
    expect(outcome.findings.lost.length).toBeGreaterThan(0);
    expect(isClean(outcome)).toBe(false);
  });
});
