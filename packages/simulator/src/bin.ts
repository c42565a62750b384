#!/usr/bin/env node
import { parseArgs } from "node:util";
import { SimulatorError, type SimulatorOptions, WhatsAppSimulator } from "./index.ts";

const USAGE = `polyphone-simulator: a local WhatsApp

  --host ADDRESS   where to listen            (SIMULATOR_HOST, default 127.0.0.1)
  --port NUMBER    0 takes a free one         (SIMULATOR_PORT, default 8080)
  --state FILE     survive restarts in a file (SIMULATOR_STATE, default: survive nothing)
  --verbose        print what happens inside, one JSON line each, on stderr
  --help           this text`;

const DEFAULT_PORT = "8080";

function readOptions(): SimulatorOptions | undefined {
  const { values } = parseArgs({
    // `pnpm simulate -- --port 0` hands the separator on.
    args: process.argv.slice(2).filter((argument) => argument !== "--"),
    options: {
      host: { type: "string", default: process.env.SIMULATOR_HOST ?? "127.0.0.1" },
      port: { type: "string", default: process.env.SIMULATOR_PORT ?? DEFAULT_PORT },
      state: { type: "string", default: process.env.SIMULATOR_STATE ?? "" },
      verbose: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535) {
    throw new SimulatorError("INVALID_INPUT", `--port must be a number from 0 to 65535, not "${values.port}"`);
  }
  return {
    host: values.host,
    port: Number(values.port),
    ...(values.state !== "" && { stateFile: values.state }),
    ...(values.verbose && { log: (event, fields) => console.error(JSON.stringify({ event, ...fields })) }),
  };
}

async function main(): Promise<void> {
  const options = readOptions();
  if (!options) {
    console.log(USAGE);
    return;
  }
  const simulator = await WhatsAppSimulator.start(options);
  // Before anything is printed: whoever reads that it runs may stop it at once.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop(simulator));
  console.log(`url         ${simulator.url}`);
  console.log(`phone       ${simulator.phoneUrl}`);
  console.log(`admin       ${simulator.adminUrl}`);
  console.log(`noise root  ${simulator.trust.noiseRootPublicKey}`);
}

async function stop(simulator: WhatsAppSimulator): Promise<void> {
  try {
    await simulator.stop();
  } catch (error) {
    fail(error);
  }
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

main().catch(fail);
