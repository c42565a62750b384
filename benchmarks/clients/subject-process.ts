/** Runs one subject and obeys the benchmark: `subject-process.ts (ours|raw) OPTIONS`, one command for each IPC message. */
import { setTimeout as pause } from "node:timers/promises";
import type { Command, Reply } from "./commands.ts";
import { ourSubject } from "./our-subject.ts";
import { rawSubject } from "./raw-subject.ts";

const [, , name, options] = process.argv;
const subject = await (name === "ours" ? ourSubject : rawSubject)(JSON.parse(options ?? "{}"));

/** Resolves when `count` more of something have happened. */
function counter(subscribe: (listener: () => void) => void): (count: number) => Promise<void> {
  let open = 0;
  let done: () => void = () => undefined;
  subscribe(() => {
    open -= 1;
    if (open === 0) done();
  });
  return (count) =>
    new Promise((resolve) => {
      open = count;
      done = resolve;
    });
}
const received = counter((listener) => subject.onReceived(listener));
const delivered = counter((listener) => subject.onDelivered(listener));

async function heapBytes(): Promise<number> {
  await pause(500);
  for (let round = 0; round < 4; round += 1) global.gc?.();
  return process.memoryUsage().heapUsed;
}

/** CPU microseconds of this process for each of `count` things, from now until `work` is done. */
async function cpuMicrosEach(count: number, work: Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work;
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

async function obey(command: Command): Promise<number> {
  switch (command.do) {
    case "pair":
      await subject.pair(command.tenant, async (qr) => {
        const response = await fetch(command.scanUrl, { method: "POST", body: qr });
        if (!response.ok) throw new Error(`scan-qr answered ${response.status}`);
      });
      return 0;
    case "heap":
      return heapBytes();
    case "open": {
      const before = performance.now();
      await subject.open(command.tenant);
      return performance.now() - before;
    }
    case "resume": {
      const before = performance.now();
      await subject.resume(command.tenants);
      return performance.now() - before;
    }
    case "rss":
      await heapBytes();
      return process.memoryUsage.rss();
    case "close":
      await subject.close(command.tenant);
      return 0;
    case "receive":
      return cpuMicrosEach(command.count, received(command.count));
    case "send": {
      const { tenants, to, count } = command;
      const all = delivered(count);
      const work = async () => {
        for (let sent = 0; sent < count; sent += 1) {
          const at = sent % tenants.length;
          await subject.send(tenants[at] ?? "", to[at] ?? "", `message ${sent}`);
        }
        await all;
      };
      return cpuMicrosEach(count, work());
    }
    case "stop":
      await subject.stop();
      return 0;
    default: {
      const never: never = command;
      throw new Error(`unknown command ${JSON.stringify(never)}`);
    }
  }
}

process.on("message", ({ id, command }: { id: number; command: Command }) => {
  const reply = (answer: Reply) =>
    process.send?.(answer, () => {
      // Baileys leaves a timer of 30 seconds behind after it has uploaded keys.
      if (command.do === "stop") process.exit();
    });
  obey(command).then(
    (value) => reply({ id, value }),
    (error: unknown) => reply({ id, error: String(error) }),
  );
});
process.send?.({ id: 0, value: 0 });
