import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { WhatsAppOptions } from "@polyphone/core";
import type { WhatsAppSimulator } from "@polyphone/simulator";
import { ConfigError, type ServerConfig } from "./config.ts";

/** Starts the embedded WhatsApp. It keeps its accounts beside the data, so that paired tenants survive a restart. */
export async function startSimulator(port: number, dataDirectory: string): Promise<WhatsAppSimulator> {
  // Loaded on demand: a server that talks to the real WhatsApp has no use for another one.
  const { WhatsAppSimulator } = await import("@polyphone/simulator");
  // Written at every change: a server that was killed must find the WhatsApp that it left.
  return WhatsAppSimulator.start({ port, stateFile: join(dataDirectory, "simulator.json"), persistDelayMs: 0 });
}

/** Where the manager finds WhatsApp. @throws ConfigError when the certificate cannot be read. */
export async function whatsAppOptions(
  { url, noiseRootPublicKey: root, mediaCaFile }: ServerConfig["whatsapp"],
  simulator: WhatsAppSimulator | undefined,
): Promise<WhatsAppOptions> {
  if (simulator) {
    const { noiseRootPublicKey, mediaCa } = simulator.trust;
    return { url: simulator.url, noiseRootPublicKey, ...(mediaCa === null ? {} : { mediaCa }) };
  }
  return {
    ...(url === undefined ? {} : { url }),
    ...(root === undefined ? {} : { noiseRootPublicKey: root }),
    ...(mediaCaFile === undefined ? {} : { mediaCa: await readCertificate(mediaCaFile) }),
  };
}

async function readCertificate(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new ConfigError(`WHATSAPP_MEDIA_CA names a file that cannot be read: ${file}`, { cause });
  }
}
