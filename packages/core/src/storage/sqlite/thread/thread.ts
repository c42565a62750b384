import { type TransferListItem, Worker } from "node:worker_threads";
import { RecordRejectedError, StorageClosedError, StorageFailedError } from "../../../errors.ts";
import type { Answer } from "./protocol.ts";
import { describeFailure, reviveFailure } from "./remote-failure.ts";
import type { ServiceMethods, ServiceName, ServiceOptions } from "./services.ts";

interface Waiting {
  readonly what: string;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

type Argument<Method> = Method extends (argument: infer A) => unknown ? A : never;
type Result<Method> = Method extends (argument: never) => infer R ? Awaited<R> : never;

/** Built, the worker stands beside the bundle; in the source a loader stands before it. */
const workerFile = () =>
  new URL(import.meta.url.endsWith(".ts") ? "./sqlite-worker.dev.mjs" : "./sqlite-worker.js", import.meta.url);

/** A service that runs in a thread of its own, so that its disk never holds up this one. */
export class Thread<Name extends ServiceName> {
  readonly #worker: Worker;
  readonly #calls = new Map<number, Waiting>();
  #lastId = 0;
  #ended: Error | undefined;

  private constructor(service: Name, options: ServiceOptions<Name>) {
    this.#worker = new Worker(workerFile(), { workerData: { service, options }, name: `polyphone ${service}` });
    this.#worker.on("message", (answer: Answer) => this.#answered(answer));
    this.#worker.on("error", (cause) =>
      this.#end(new StorageFailedError(`What the ${service} thread held`, { cause })),
    );
    this.#worker.on("exit", () => this.#end(new StorageClosedError()));
  }

  /** Resolves when the service is open, rejects with what kept it from opening. */
  static async start<Name extends ServiceName>(service: Name, options: ServiceOptions<Name>): Promise<Thread<Name>> {
    const thread = new Thread(service, options);
    try {
      await thread.#wait(0, `The ${service} thread`);
      return thread;
    } catch (error) {
      await thread.#worker.terminate();
      throw error;
    }
  }

  /** Calls a method of the service. `what` is named by the error should it fail for a reason of the storage's. */
  call<Method extends keyof ServiceMethods<Name> & string>(
    method: Method,
    argument: Argument<ServiceMethods<Name>[Method]>,
    what: string,
    transfer: readonly TransferListItem[] = [],
  ): Promise<Result<ServiceMethods<Name>[Method]>> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    const id = ++this.#lastId;
    const answer = this.#wait<Result<ServiceMethods<Name>[Method]>>(id, what);
    try {
      this.#worker.postMessage({ id, method, argument }, transfer);
    } catch (cause) {
      // It holds something that is no data, and never will be.
      this.#answered({ id, failure: describeFailure(new RecordRejectedError({ cause })) });
    }
    return answer;
  }

  /** Ends the thread. Calls that are still waiting fail, so close the service first. */
  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #wait<R>(id: number, what: string): Promise<R> {
    // Only work under way keeps the process up, not a thread that idles.
    this.#worker.ref();
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { what, resolve, reject });
    });
  }

  #answered(answer: Answer): void {
    const call = this.#calls.get(answer.id);
    if (call === undefined) return;
    this.#calls.delete(answer.id);
    if (this.#calls.size === 0) this.#worker.unref();
    if ("failure" in answer) call.reject(reviveFailure(answer.failure, call.what));
    else call.resolve(answer.result as never);
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const { reject } of this.#calls.values()) reject(this.#ended);
    this.#calls.clear();
  }
}
