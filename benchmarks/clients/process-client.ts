import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Command, Reply } from "./commands.ts";

const path = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** Whose client it is. */
export type SubjectName = "raw" | "ours";

/** A TypeScript file beside this one, as a process of its own. Its diagnostics go to our stderr. */
export function startProcess(file: string, args: readonly string[] = []): ChildProcess {
  return fork(path(file), [...args], {
    execArgv: ["--import", "tsx", "--expose-gc"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

/** The process of one subject, fresh for each measurement. */
export class SubjectProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve(value: number): void; reject(error: Error): void }>();
  #last = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on("message", (reply: Reply) => {
      const waiter = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if ("error" in reply) waiter?.reject(new Error(reply.error));
      else waiter?.resolve(reply.value);
    });
    child.on("exit", (code) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`the subject ended with ${code}`));
    });
  }

  static async start(name: SubjectName, options: object): Promise<SubjectProcess> {
    const child = startProcess("./subject-process.ts", [name, JSON.stringify(options)]);
    await once(child, "message");
    return new SubjectProcess(child);
  }

  ask(command: Command): Promise<number> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#child.send({ id, command });
    });
  }

  async stop(): Promise<void> {
    const gone = once(this.#child, "exit");
    await this.ask({ do: "stop" });
    await gone;
  }
}
