import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { WhatsAppSimulator } from "@polyphone/simulator";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));

/** Resolved here: the process has another working directory, so that no `.env` of a developer reaches it. */
const TSX = import.meta.resolve("tsx");

/** The example server as its own process, with its own folders, against a simulator that outlives it. */
export class ServerProcess {
  /** Everything the process has printed, for tests that search it for secrets. */
  readonly output: string[] = [];
  #child: ChildProcess | undefined;
  #url = "";

  private constructor(
    private readonly simulator: WhatsAppSimulator,
    private readonly directory: string,
  ) {}

  static async start(simulator: WhatsAppSimulator): Promise<ServerProcess> {
    const server = new ServerProcess(simulator, await mkdtemp(join(tmpdir(), "polyphone-server-")));
    await server.start();
    return server;
  }

  /** Where the API is. */
  get api(): string {
    return `${this.#url}/api`;
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, ["--import", TSX, MAIN], {
      cwd: this.directory,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env.PATH,
        TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.json"),
        HOST: "127.0.0.1",
        PORT: "0",
        JWT_SECRET: "a secret of the tests, long enough for production",
        DATA_DIR: join(this.directory, "data"),
        SESSIONS_DIR: join(this.directory, "sessions"),
        WHATSAPP_URL: this.simulator.url,
        WHATSAPP_NOISE_ROOT: this.simulator.trust.noiseRootPublicKey,
      },
    });
    this.#child = child;
    child.stderr?.on("data", (chunk: Buffer) => this.output.push(chunk.toString()));
    this.#url = await new Promise<string>((resolve, reject) => {
      child.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${this.output.join("\n")}`)));
      createInterface({ input: child.stdout }).on("line", (line) => {
        this.output.push(line);
        const { url }: { url?: string } = JSON.parse(line);
        if (url !== undefined) resolve(url);
      });
    });
  }

  /** Ends the process and resolves with its exit code; `null` after SIGKILL. */
  async kill(signal: "SIGKILL" | "SIGTERM" | "SIGINT"): Promise<number | null> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    child.kill(signal);
    const [code] = await once(child, "exit");
    return code;
  }

  async stop(): Promise<void> {
    await this.kill("SIGTERM");
    await rm(this.directory, { recursive: true, force: true });
  }
}
