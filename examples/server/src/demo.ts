/**
 * The whole product before your eyes: the documented server, a local WhatsApp inside it, a tenant that pairs by QR,
 * sends a message and gets an answer. `--once` ends there; otherwise the server stays up to play with.
 */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@polyphone/client";
import qrcode from "qrcode";
import { readConfig } from "./config.ts";
import { CONTACT_PHONE, playStory, TENANT_PHONE } from "./demo-story.ts";
import { createLogger } from "./logger.ts";
import { type RunningServer, startServer } from "./server.ts";
import { onceAskedToStop } from "./shutdown.ts";
import { simulatedPhones } from "./simulated-phones.ts";

const TENANT = "demo-shop";

const startedAt = performance.now();
const tell = (step: string, detail: string) =>
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(2).padStart(6)} s  ✓ ${step.padEnd(26)} ${detail}`);

async function boot(directory: string): Promise<RunningServer> {
  const config = readConfig({
    HOST: "127.0.0.1",
    PORT: process.env.PORT ?? "3000",
    SIMULATOR: "1",
    SIMULATOR_PORT: process.env.SIMULATOR_PORT ?? "0",
    // A receiver of the visitor's own runs here, too.
    WEBHOOK_ALLOW_PRIVATE: "1",
    JWT_SECRET: randomBytes(48).toString("base64"),
    DATA_DIR: join(directory, "data"),
    SESSIONS_DIR: join(directory, "sessions"),
  });
  return startServer(config, createLogger("error"));
}

function whatNext(url: string, adminUrl: string, token: string): string {
  const apiUrl = `${url}/api`;
  return `
Everything above was real: the Baileys client, the wire protocol, the encryption, the SQLite file. It goes on running.

Open in a browser
  ${url}/demo/     a tenant's session and the phones, side by side: sign in as ${TENANT}
  ${adminUrl}/phones/${CONTACT_PHONE}/messages     what Ada's phone holds
  ${adminUrl}/state     the local WhatsApp's counters

Type next
  TOKEN=${token}
  curl -H "Authorization: Bearer $TOKEN" ${apiUrl}/message/conversations
  curl -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
       -d '{"to":"${CONTACT_PHONE}","message":"Hello again!"}' ${apiUrl}/message/send-text
  curl -H "Content-Type: application/json" \\
       -d '{"to":"${TENANT_PHONE}","text":"Is it still open?"}' ${adminUrl}/phones/${CONTACT_PHONE}/messages

Ctrl-C ends it. The demo's data is thrown away with it.`;
}

async function main(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "polyphone-demo-"));
  const server = await boot(directory);
  try {
    const apiUrl = `${server.url}/api`;
    const adminUrl = server.simulator?.adminUrl ?? "";
    tell("Server is up", `${server.url}, with a local WhatsApp at ${server.simulator?.url ?? ""}`);
    const { token } = await new Client({ baseUrl: apiUrl }).post("/auth/token", { body: { tenantId: TENANT } });
    tell("Issued a token", `for the tenant ${TENANT}`);
    await playStory(
      { api: new Client({ baseUrl: apiUrl, token }), phones: simulatedPhones(adminUrl) },
      tell,
      async (qr) => {
        console.log(await qrcode.toString(qr, { type: "utf8", errorCorrectionLevel: "L" }));
      },
    );
    if (process.argv.includes("--once")) return;
    console.log(whatNext(server.url, adminUrl, token));
    await onceAskedToStop();
  } finally {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  console.error(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
// Everything is closed; Baileys leaves a timer of 30 seconds behind after it has uploaded keys.
process.exit();
