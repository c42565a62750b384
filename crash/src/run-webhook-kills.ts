import { setTimeout as pause } from "node:timers/promises";
import { killMoment } from "./kill-moment.ts";
import { Random } from "./random.ts";
import type { RunOptions } from "./run-options.ts";
import { Scene } from "./scene.ts";
import { storedArrivals } from "./stored-arrivals.ts";
import { waitUntil } from "./wait-until.ts";
import { type WebhookFindings, webhookFindings } from "./webhook-findings.ts";
import { WebhookReceiver } from "./webhook-receiver.ts";

/** How a run of kills during delivery goes. */
export interface WebhookKillOptions extends RunOptions {
  readonly kills: number;
  readonly tenants: number;
}

/** What came of it. */
export interface WebhookOutcome {
  /** By tenant. */
  readonly findings: Readonly<Record<string, WebhookFindings>>;
  /** Messages that were delivered, and how many deliveries that took. */
  readonly delivered: number;
  readonly deliveries: number;
}

const DELIVERY_TIMEOUT_MS = 60_000;
const DISCONNECT_TIMEOUT_MS = 10_000;

/** Kills the server while it delivers, starts it again each time, and holds the receiver's log against the files. */
export async function runWebhookKills({ kills, tenants, ...options }: WebhookKillOptions): Promise<WebhookOutcome> {
  const random = new Random(`${options.seed}/${options.authStore}/webhooks`);
  const receiver = await WebhookReceiver.open(random);
  const env = { WEBHOOK_ALLOW_PRIVATE: "1" };
  const scene = await Scene.open({ ...options, tenants, env, isBreakable: false, drops: false });
  try {
    for (const { api } of scene.tenants) await api.issueToken(receiver.url);
    scene.load.start();
    let listening = Promise.resolve(true);
    for (let kill = 1; kill <= kills; kill += 1) {
      const { after, ms } = killMoment(random);
      if (after === "listening") await listening;
      await pause(ms);
      await scene.server.kill();
      options.progress(`kill ${kill}: ${receiver.delivered.length} deliveries`);
      await waitUntil(() => scene.online.length === 0, DISCONNECT_TIMEOUT_MS);
      listening = scene.server.start();
    }
    await listening;
    await scene.rest();
    await waitUntil(
      () => Object.values(findingsOf(scene, receiver)).every(({ missing }) => missing.length === 0),
      DELIVERY_TIMEOUT_MS,
    );
    await scene.server.stop();
    const messages = new Set(receiver.delivered.map(({ tenant, messageId }) => `${tenant} ${messageId}`));
    return {
      findings: findingsOf(scene, receiver),
      delivered: messages.size,
      deliveries: receiver.delivered.length,
    };
  } finally {
    await scene.close();
    await receiver.close();
  }
}

function findingsOf({ tenants, server }: Scene, { delivered }: WebhookReceiver): Record<string, WebhookFindings> {
  const findings = tenants.map(({ id }) => {
    const mine = delivered.filter(({ tenant }) => tenant === id);
    return [id, webhookFindings(mine, storedArrivals(server.dataDirectory, id))] as const;
  });
  return Object.fromEntries(findings);
}
