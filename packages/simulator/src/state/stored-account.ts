import { type Addressing, formatJid } from "../wire/jid.ts";
import type { Account, Companion, Endpoint } from "./account.ts";
import type { AccountData } from "./account-data.ts";
import type { CompanionRecord } from "./companion-data.ts";
import { CompanionDevice } from "./companion-device.ts";

/** An account with its linked devices, as in the state file. */
export interface AccountRecord {
  readonly data: AccountData;
  readonly companions: readonly CompanionRecord[];
}

/** An account that can be written down and made again. */
export class StoredAccount implements Account {
  readonly data: AccountData;
  readonly companions = new Map<number, Companion>();
  readonly watchers = new Set<Account>();
  readonly phone: Endpoint;

  constructor(
    { data, companions }: AccountRecord,
    createPhone: (account: Account) => Endpoint,
    readonly changed: () => void,
  ) {
    this.data = data;
    this.phone = createPhone(this);
    for (const record of companions) this.companions.set(record.id, new CompanionDevice(this, record));
  }

  jid(addressing: Addressing, device = 0): string {
    return formatJid(addressing === "pn" ? this.data.phone : this.data.lid, addressing, device);
  }

  endpoints(): Endpoint[] {
    return [this.phone, ...this.companions.values()];
  }

  endpoint(device: number): Endpoint | undefined {
    return device === 0 ? this.phone : this.companions.get(device);
  }
}

/** What goes into the state file. */
export function accountRecord({ data, companions }: Account): AccountRecord {
  const records = [...companions.values()].map((device) => ({ ...device.data, queue: device.queue.list() }));
  return { data, companions: records };
}
