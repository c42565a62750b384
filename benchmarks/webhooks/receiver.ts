import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** Receivers in another process. */
export interface Receivers {
  /** Takes everything at once. */
  readonly taking: string;
  /** Accepts connections and never answers. */
  readonly silent: string;
  /** Microseconds of CPU that their process has taken. */
  cpu(): Promise<number>;
  stop(): void;
}

export async function startReceivers(): Promise<Receivers> {
  const path = fileURLToPath(new URL("./receiver-process.ts", import.meta.url));
  const child = fork(path, { execArgv: ["--import", "tsx"], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const [ports] = (await once(child, "message")) as [{ taking: number; silent: number }];
  const url = (port: number) => `http://127.0.0.1:${port}/`;
  const cpu = async () => {
    child.send("cpu");
    const [micros] = (await once(child, "message")) as [number];
    return micros;
  };
  return { taking: url(ports.taking), silent: url(ports.silent), cpu, stop: () => void child.kill() };
}
