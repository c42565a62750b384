import { randomInt } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { runWebhookKills } from "../src/run-webhook-kills.ts";

const seed = randomInt(2 ** 31);

it(`delivers every stored message in order, under ids that stay, when it is killed again and again (seed ${seed})`, {
  timeout: 300_000,
}, async () => {
  const directory = await mkdtemp(join(tmpdir(), "polyphone-crash-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const told: string[] = [];
  const options = { seed, directory, progress: (line: string) => void told.push(line), authStore: "sqlite" as const };
  const { findings, delivered } = await runWebhookKills({ ...options, kills: 3, tenants: 3 });
  const clean = { missing: [], renamed: [], disordered: [] };
  expect(findings, told.join("\n")).toEqual({ "tenant-1": clean, "tenant-2": clean, "tenant-3": clean });
  expect(delivered).toBeGreaterThan(0);
});
