import type { SignalDataSet, SignalKeyStore } from "@whiskeysockets/baileys";
import { expect, it } from "vitest";
import { outsideTransactions, withTransactions } from "./key-transactions.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** A store in memory that notes what is written together. */
function noted() {
  const values = new Map<string, unknown>();
  const commits: string[][] = [];
  const store: SignalKeyStore = {
    get: async (type, ids) => {
      await Promise.resolve();
      const read: object = Object.fromEntries(
        ids.flatMap((id) => (values.has(`${type} ${id}`) ? [[id, values.get(`${type} ${id}`)]] : [])),
      );
      return read as Awaited<ReturnType<typeof store.get<typeof type>>>;
    },
    set: async (data: SignalDataSet) => {
      const written: string[] = [];
      for (const [type, entries] of Object.entries(data)) {
        for (const [id, value] of Object.entries(entries ?? {})) {
          written.push(`${type} ${id}`);
          if (value == null) values.delete(`${type} ${id}`);
          else values.set(`${type} ${id}`, value);
        }
      }
      commits.push(written);
    },
  };
  return { keys: withTransactions(store), commits };
}

it("commits what a transaction wrote together, and shows it to nobody else before", async () => {
  const { keys, commits } = noted();
  await keys.set({ session: { a: bytes("old"), b: bytes("b") } });
  await keys.transaction(async () => {
    await keys.set({ session: { a: bytes("new"), b: null } });
    await keys.set({ "identity-key": { a: bytes("id") } });
    expect(await keys.get("session", ["a", "b", "c"])).toEqual({ a: bytes("new") });
    expect(await outsideTransactions(() => keys.get("session", ["a", "b"]))).toEqual({
      a: bytes("old"),
      b: bytes("b"),
    });
  }, "a");
  expect(commits).toEqual([
    ["session a", "session b"],
    ["session a", "session b", "identity-key a"],
  ]);
  expect(await keys.get("session", ["a", "b"])).toEqual({ a: bytes("new") });
});

it("writes nothing of a transaction that fails", async () => {
  const { keys, commits } = noted();
  const failing = keys.transaction(async () => {
    await keys.set({ session: { a: bytes("half") } });
    throw new Error("stop");
  }, "a");
  await expect(failing).rejects.toThrow("stop");
  expect(commits).toEqual([]);
});

it("makes one transaction of one inside another, and lets those with one key wait for each other", async () => {
  const { keys, commits } = noted();
  const order: string[] = [];
  const step = (name: string) =>
    keys.transaction(async () => {
      order.push(`${name} begins`);
      await keys.transaction(async () => keys.set({ session: { [name]: bytes(name) } }), "another key");
      order.push(`${name} ends`);
    }, "a");
  await Promise.all([step("first"), step("second")]);
  expect(order).toEqual(["first begins", "first ends", "second begins", "second ends"]);
  expect(commits).toEqual([["session first"], ["session second"]]);
});

it("keeps what work writes that outlives its transaction", async () => {
  const { keys, commits } = noted();
  let late: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    late = resolve;
  });
  let written: Promise<void> | undefined;
  await keys.transaction(async () => {
    written = released.then(() => keys.transaction(async () => keys.set({ session: { late: bytes("late") } }), "b"));
  }, "a");
  late();
  await written;
  expect(commits).toEqual([["session late"]]);
});

it("keeps the transactions of two stores apart, also one inside the other", async () => {
  const [anna, bert] = [noted(), noted()];
  await anna.keys.transaction(async () => {
    await anna.keys.set({ session: { a: bytes("1") } });
    await bert.keys.transaction(async () => {
      await bert.keys.set({ session: { b: bytes("2") } });
      await anna.keys.set({ session: { c: bytes("3") } });
    }, "x");
    expect(bert.commits).toEqual([["session b"]]);
    expect(anna.commits).toEqual([]);
  }, "x");
  expect(anna.commits).toEqual([["session a", "session c"]]);
});
