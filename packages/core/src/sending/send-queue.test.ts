import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Emitter } from "../events/emitter.ts";
import type { PolyphoneEvents } from "../events/event-map.ts";
import { silentLogger } from "../logger.ts";
import { parseTenantId } from "../types/parse-tenant-id.ts";
import { SendQueue } from "./send-queue.ts";
import { type SendingOptions, sendingSettings } from "./sending-options.ts";

const [ANNA, BERT] = [parseTenantId("tenant-anna"), parseTenantId("tenant-bert")];
const [BOB, CARL] = ["4915112345678@s.whatsapp.net", "4915187654321@s.whatsapp.net"];

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

function queueOf(options: SendingOptions) {
  const events = new Emitter(silentLogger);
  const queued: PolyphoneEvents["message.queued"][] = [];
  events.on("message.queued", (event) => queued.push(event));
  return { queue: new SendQueue(sendingSettings(options), events), queued };
}

/** Work that ends when it is told to. */
function slowWork() {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { end, work: () => ended };
}

it("sends to one recipient one after the other, and to another meanwhile", async () => {
  const { queue } = queueOf({});
  const { end, work } = slowWork();
  const done: string[] = [];
  const first = queue.run({ tenant: ANNA, chat: BOB, id: "1" }, work).then(() => done.push("first"));
  const second = queue.run({ tenant: ANNA, chat: BOB, id: "2" }, async () => done.push("second"));
  await queue.run({ tenant: ANNA, chat: CARL, id: "3" }, async () => done.push("other"));
  end();
  await Promise.all([first, second]);
  expect(done[0]).toBe("other");
  expect(done.toSorted()).toEqual(["first", "other", "second"]);
});

it("refuses one more than may wait, of that tenant alone, and takes it once one has left", async () => {
  const { queue } = queueOf({ maxQueued: 2 });
  const { end, work } = slowWork();
  const waiting = ["1", "2"].map((id) => queue.run({ tenant: ANNA, chat: BOB, id }, work));
  const third = { tenant: ANNA, chat: CARL, id: "3" };
  await expect(queue.run(third, work)).rejects.toMatchObject({ code: "SEND_QUEUE_FULL", maxQueued: 2 });
  const others = queue.run({ tenant: BERT, chat: BOB, id: "4" }, async () => "sent");
  expect(await others).toBe("sent");
  end();
  await Promise.all(waiting);
  expect(await queue.run(third, async () => "sent")).toBe("sent");
});

it("counts what waits or is under way, of each tenant", async () => {
  const { queue } = queueOf({});
  const { end, work } = slowWork();
  const waiting = ["1", "2"].map((id) => queue.run({ tenant: ANNA, chat: BOB, id }, work));
  expect([queue.depth(ANNA), queue.depth(BERT)]).toEqual([2, 0]);
  end();
  await Promise.all(waiting);
  expect(queue.depth(ANNA)).toBe(0);
});

it("makes room also when a send fails", async () => {
  const { queue } = queueOf({ maxQueued: 1 });
  const send = { tenant: ANNA, chat: BOB, id: "1" };
  await expect(queue.run(send, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await queue.run(send, async () => "sent")).toBe("sent");
});

it("tells when and why a paced send waits, and sends it then", async () => {
  const { queue, queued } = queueOf({ pacing: { perRecipientMs: 1000 } });
  const sentAt: number[] = [];
  const note = async () => {
    sentAt.push(Date.now());
  };
  const all = ["1", "2"].map((id) => queue.run({ tenant: ANNA, chat: BOB, id }, note));
  await vi.advanceTimersByTimeAsync(999);
  expect(sentAt).toEqual([0]);
  expect(queued).toEqual([{ tenantId: ANNA, id: "2", sendAt: 1000, reason: "recipient_pacing" }]);
  await vi.advanceTimersByTimeAsync(1);
  await Promise.all(all);
  expect(sentAt).toEqual([0, 1000]);
});

it("waits also for longer than one timer can", async () => {
  const month = 30 * 86_400_000;
  const { queue } = queueOf({ pacing: { perTenantMs: month } });
  const sentAt = ["1", "2"].map((id) => queue.run({ tenant: ANNA, chat: BOB, id }, async () => Date.now()));
  await vi.advanceTimersByTimeAsync(month);
  expect(await Promise.all(sentAt)).toEqual([0, month]);
});

it("leaves no timer behind when nothing may be sent any more", async () => {
  const { queue } = queueOf({ pacing: { perTenantMs: 60_000 } });
  const outcomes = ["1", "2", "3"].map((id) => queue.run({ tenant: ANNA, chat: BOB, id }, async () => Date.now()));
  await vi.advanceTimersByTimeAsync(0);
  queue.wake();
  expect(await Promise.all(outcomes)).toEqual([0, 0, 0]);
  expect(vi.getTimerCount()).toBe(0);
});

it.each([
  { maxQueued: 0 },
  { maxQueued: 1.5 },
  { pacing: { perRecipientMs: -1 } },
  { pacing: { perTenantMs: Number.NaN } },
  { pacing: { jitter: Number.POSITIVE_INFINITY } },
])("refuses the options %o", (options) => {
  expect(() => sendingSettings(options)).toThrow(/sending\./);
});
