import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WhatsAppSimulator } from "@polyphone/simulator";
import { readConfig } from "../../examples/server/src/config.ts";
import { createLogger } from "../../examples/server/src/logger.ts";
import { type RunningServer, startServer } from "../../examples/server/src/server.ts";

/** The whole example server with its local WhatsApp inside, in folders of its own; it can go away and come back. */
export class PageServer {
  #running: RunningServer;

  private constructor(
    private readonly env: Readonly<Record<string, string>>,
    private readonly directory: string,
    running: RunningServer,
  ) {
    this.#running = running;
  }

  /** @param fill - puts into the data directory what the server is to find there. */
  static async start(
    env: Readonly<Record<string, string>> = {},
    fill: (dataDirectory: string) => Promise<void> = async () => undefined,
  ): Promise<PageServer> {
    const directory = await mkdtemp(join(tmpdir(), "polyphone-pages-"));
    const all = {
      HOST: "127.0.0.1",
      PORT: "0",
      SIMULATOR: "1",
      WEBHOOK_ALLOW_PRIVATE: "1",
      JWT_SECRET: randomBytes(48).toString("base64"),
      DATA_DIR: join(directory, "data"),
      SESSIONS_DIR: join(directory, "sessions"),
      ...env,
    };
    await fill(all.DATA_DIR);
    return new PageServer(all, directory, await startServer(readConfig(all), createLogger("error")));
  }

  /** Where the pages begin; the same after a restart. */
  get url(): string {
    return this.#running.url;
  }

  get simulator(): WhatsAppSimulator {
    const { simulator } = this.#running;
    if (simulator === undefined) throw new Error("The server was started without its simulator");
    return simulator;
  }

  get manager(): RunningServer["manager"] {
    return this.#running.manager;
  }

  /** Takes it down, calls `meanwhile`, and brings it up again at the same address with what it had stored. */
  async restart(meanwhile: () => Promise<void> = async () => undefined): Promise<void> {
    const { port } = new URL(this.url);
    await this.#running.stop();
    await meanwhile();
    this.#running = await startServer(readConfig({ ...this.env, PORT: port }), createLogger("error"));
  }

  async stop(): Promise<void> {
    await this.#running.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}
