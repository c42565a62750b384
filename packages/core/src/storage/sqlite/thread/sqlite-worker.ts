/** What runs in a thread of ours: opens the service it is asked for, then answers calls in the order in which they end. */
import { parentPort, workerData } from "node:worker_threads";
import type { Answer, Call, Start } from "./protocol.ts";
import { describeFailure } from "./remote-failure.ts";
import { openService } from "./services.ts";

const port = portOfMine();

function portOfMine() {
  if (parentPort === null) throw new Error("sqlite-worker runs in a worker thread only");
  return parentPort;
}

async function answerTo(id: number, work: () => unknown): Promise<Answer> {
  try {
    return { id, result: await work() };
  } catch (error) {
    return { id, failure: describeFailure(error) };
  }
}

const service: Record<string, (argument: unknown) => unknown> = {};
const opened = answerTo(0, () => {
  Object.assign(service, openService(workerData as Start));
});
void opened.then((answer) => {
  port.on("message", ({ id, method, argument }: Call) => {
    void answerTo(id, () => service[method]?.(argument)).then((result) => port.postMessage(result));
  });
  port.postMessage(answer);
});
