import type { CrashRun } from "./crash-run.ts";
import { runWebhookKills, type WebhookOutcome } from "./run-webhook-kills.ts";
import { shares } from "./stores.ts";
import { withDirectory } from "./with-directory.ts";

const TENANTS = 5;
const KINDS = ["missing", "renamed", "disordered"] as const;
const SHOWN = 20;

const found = ({ findings }: WebhookOutcome, kind: (typeof KINDS)[number]) =>
  Object.values(findings).flatMap((one) => one[kind]);

/** Kills while webhooks are delivered. Clean only when every message came, in order, under one id. */
export async function tellWebhookKills(kills: number, { stores, seed, progress }: CrashRun): Promise<boolean> {
  const total = { delivered: 0, deliveries: 0, missing: 0, renamed: 0, disordered: 0 };
  for (const [authStore, share] of shares(stores, kills)) {
    const outcome = await withDirectory(
      (directory) => runWebhookKills({ authStore, seed, directory, progress, kills: share, tenants: TENANTS }),
      (one) => KINDS.every((kind) => found(one, kind).length === 0),
      (directory) => progress(`${authStore}: data and logs are in ${directory}`),
    );
    total.delivered += outcome.delivered;
    total.deliveries += outcome.deliveries;
    for (const kind of KINDS) {
      const ids = found(outcome, kind);
      total[kind] += ids.length;
      if (ids.length > 0) progress(`${authStore}: ${kind}: ${ids.slice(0, SHOWN).join(", ")}`);
    }
  }
  process.stdout.write(`${JSON.stringify({ webhooks: kills, seed, ...total })}\n`);
  return total.delivered > 0 && KINDS.every((kind) => total[kind] === 0);
}
