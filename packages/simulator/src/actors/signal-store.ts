import type { SignalDataSet, SignalDataTypeMap, SignalKeyStoreWithTransaction } from "@whiskeysockets/baileys";

/** Signal keys by type and id: what Baileys calls a key store. Plain data, for the state file. */
export type SignalData = Record<string, Record<string, unknown>>;

/**
 * Keeps Signal keys in memory. Transactions only run their body: a phone does one thing at a time (`SerialQueue`), and
 * what is in memory is neither half written nor rolled back.
 */
export class SignalStore implements SignalKeyStoreWithTransaction {
  constructor(
    readonly data: SignalData,
    private readonly changed: () => void,
  ) {}

  get<T extends keyof SignalDataTypeMap>(type: T, ids: string[]): Record<string, SignalDataTypeMap[T]> {
    const found: Record<string, SignalDataTypeMap[T]> = {};
    const values = this.data[type];
    for (const id of ids) if (values && id in values) found[id] = values[id] as SignalDataTypeMap[T];
    return found;
  }

  set(data: SignalDataSet): void {
    for (const [type, values] of Object.entries(data)) {
      this.data[type] ??= {};
      const kept = this.data[type];
      for (const [id, value] of Object.entries(values ?? {})) {
        if (value === null) delete kept[id];
        else kept[id] = value;
      }
    }
    this.changed();
  }

  isInTransaction(): boolean {
    return false;
  }

  transaction<T>(exec: () => Promise<T>): Promise<T> {
    return exec();
  }
}
