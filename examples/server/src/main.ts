/** The documented server as a process: reads the environment (and `.env` beside it), runs until it is asked to stop. */
import { existsSync } from "node:fs";
import { ConfigError, readConfig } from "./config.ts";
import { createLogger } from "./logger.ts";
import { startServer } from "./server.ts";
import { onceAskedToStop } from "./shutdown.ts";

/** What the environment sets already, `.env` does not change. */
function environment(): NodeJS.ProcessEnv {
  if (existsSync(".env")) process.loadEnvFile(".env");
  return process.env;
}

async function main(): Promise<void> {
  const config = readConfig(environment());
  const logger = createLogger("info");
  const asked = onceAskedToStop();
  const server = await startServer(config, logger);
  logger.info({ signal: await asked }, "stopping");
  await server.stop();
  logger.info({}, "stopped, with nobody logged out");
}

try {
  await main();
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(error instanceof ConfigError ? `Configuration: ${reason}` : `The server could not start: ${reason}`);
  process.exitCode = 1;
}
// Everything is closed; Baileys leaves a timer of 30 seconds behind after it has uploaded keys.
process.exit();
