import { AsyncLocalStorage } from "node:async_hooks";
import type { SignalDataSet, SignalKeyStore, SignalKeyStoreWithTransaction } from "@whiskeysockets/baileys";
import { InOrder } from "../../in-order.ts";

/** What is written in a transaction, until it commits. */
interface Transaction {
  readonly store: SignalKeyStore;
  readonly changes: SignalDataSet;
  /** The one that this one was begun in, of another store. */
  readonly outer: Transaction | undefined;
  isOpen: boolean;
}

/**
 * One for the process. Baileys makes one for each socket, and Node (before 24) never lets go of one that was used: every
 * asynchronous step of the process then pays for every socket there ever was.
 */
const RUNNING = new AsyncLocalStorage<Transaction | undefined>();

/** Runs what is not part of the transaction that it is called in, and may outlive it. */
export const outsideTransactions = <Result>(work: () => Result): Result => RUNNING.run(undefined, work);

/**
 * Gives a store transactions as Baileys knows them: those with one key run one after the other, what one writes is read by
 * itself alone until it commits, and one inside another is part of it. Work that outlives its transaction writes at once:
 * with Baileys' own, what it wrote was lost.
 */
export function withTransactions(store: SignalKeyStore): SignalKeyStoreWithTransaction {
  const turns = new InOrder<string>();
  const current = (): Transaction | undefined => {
    for (let running = RUNNING.getStore(); running !== undefined; running = running.outer) {
      if (running.store === store && running.isOpen) return running;
    }
    return undefined;
  };
  return {
    isInTransaction: () => current() !== undefined,
    async get(type, ids) {
      const changed = current()?.changes[type];
      if (changed === undefined) return store.get(type, ids);
      const found = await store.get(
        type,
        ids.filter((id) => !Object.hasOwn(changed, id)),
      );
      for (const id of ids) {
        const value = changed[id];
        if (value != null) found[id] = value;
      }
      return found;
    },
    async set(data) {
      const running = current();
      if (running === undefined) await store.set(data);
      else merge(running.changes, data);
    },
    async transaction(work, key) {
      if (current() !== undefined) return work();
      return turns.run(key, async () => {
        const running: Transaction = { store, changes: {}, outer: RUNNING.getStore(), isOpen: true };
        try {
          const result = await RUNNING.run(running, work);
          running.isOpen = false;
          if (Object.keys(running.changes).length > 0) await store.set(running.changes);
          return result;
        } finally {
          running.isOpen = false;
        }
      });
    },
  };
}

function merge(changes: SignalDataSet, data: SignalDataSet): void {
  for (const [type, values] of Object.entries(data)) {
    const known: object = Reflect.get(changes, type) ?? {};
    Reflect.set(changes, type, Object.assign(known, values));
  }
}
