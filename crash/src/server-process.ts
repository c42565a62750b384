import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { WhatsAppSimulator } from "@polyphone/simulator";

/** Where the server keeps its credentials. */
export type AuthStoreName = "file" | "sqlite";

/** How the server runs. */
export interface ServerOptions {
  /** Where it finds WhatsApp. */
  readonly url: string;
  readonly simulator: WhatsAppSimulator;
  /** For its data, its credentials and its log. */
  readonly directory: string;
  readonly authStore: AuthStoreName;
  /** Added to its environment. */
  readonly env: Readonly<Record<string, string>>;
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const MAIN = join(ROOT, "examples/server/src/main.ts");

/** Resolved here: the process has another working directory, so that no `.env` of a developer reaches it. */
const TSX = import.meta.resolve("tsx");

/** Pino's number for errors. */
const ERROR_LEVEL = 50;

/** The example server as a process that can be killed and started again, with its data kept. */
export class ServerProcess {
  /** How often it ended although nobody had asked it to. */
  deaths = 0;
  /** How many errors it has logged, over all its lives. */
  errors = 0;
  readonly #options: ServerOptions;
  #child: ChildProcess | undefined;
  #url = "";

  constructor(options: ServerOptions) {
    this.#options = options;
  }

  /** Where the API is. */
  get api(): string {
    return `${this.#url}/api`;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** False also when it ended by itself. */
  get isUp(): boolean {
    return this.#child !== undefined;
  }

  /** Everything it has printed, over all its lives. */
  get #log(): string {
    return join(this.#options.directory, "server.log");
  }

  get dataDirectory(): string {
    return join(this.#options.directory, "data");
  }

  /** Resolves true when it listens, false when it ended before. */
  async start(): Promise<boolean> {
    const child = spawn(process.execPath, ["--import", TSX, MAIN], {
      cwd: this.#options.directory,
      stdio: ["ignore", "pipe", "pipe"],
      env: this.#env(),
    });
    this.#child = child;
    const log = (line: string) => appendFileSync(this.#log, `${line}\n`);
    createInterface({ input: child.stderr }).on("line", log);
    return new Promise((resolve) => {
      child.once("close", () => {
        if (this.#child === child) {
          this.#child = undefined;
          this.deaths += 1;
        }
        resolve(false);
      });
      createInterface({ input: child.stdout }).on("line", (line) => {
        log(line);
        const { url, level }: { url?: string; level?: number } = JSON.parse(line);
        if ((level ?? 0) >= ERROR_LEVEL) this.errors += 1;
        if (url === undefined) return;
        this.#url = url;
        resolve(true);
      });
    });
  }

  /** Ends it at once, whatever it does. Resolves when it is gone; does nothing when it is gone already. */
  kill(): Promise<void> {
    return this.#end("SIGKILL");
  }

  /** Asks it to stop, and resolves when it has. */
  stop(): Promise<void> {
    return this.#end("SIGTERM");
  }

  async #end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    this.#child = undefined;
    const gone = once(child, "close");
    child.kill(signal);
    await gone;
  }

  #env(): NodeJS.ProcessEnv {
    const { url, simulator, directory, authStore, env } = this.#options;
    return {
      PATH: process.env.PATH,
      TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.json"),
      HOST: "127.0.0.1",
      PORT: "0",
      JWT_SECRET: "a secret of the crash harness, long enough for production",
      AUTH_STORE: authStore,
      DATA_DIR: this.dataDirectory,
      SESSIONS_DIR: join(directory, "sessions"),
      WHATSAPP_URL: url,
      WHATSAPP_NOISE_ROOT: simulator.trust.noiseRootPublicKey,
      ...env,
    };
  }
}
