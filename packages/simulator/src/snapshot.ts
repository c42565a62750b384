import type { PhoneRecord } from "./actors/phone-record.ts";
import { SimulatorError } from "./errors.ts";
import type { Network } from "./protocol/network.ts";
import type { GroupRecord } from "./state/group.ts";
import { readStateFile } from "./state/state-file.ts";
import { type AccountRecord, accountRecord } from "./state/stored-account.ts";
import type { Authority } from "./wire/certificate-chain.ts";

/** Everything that survives a restart. */
export interface Snapshot {
  readonly version: 1;
  readonly authority: Authority;
  readonly accounts: readonly AccountRecord[];
  readonly phones: Readonly<Record<string, PhoneRecord>>;
  readonly groups: readonly GroupRecord[];
}

/** Reads what a simulator wrote; `undefined` if there is no such file yet. Rejects with `INVALID_INPUT` for any other file. */
export async function readSnapshot(path: string): Promise<Snapshot | undefined> {
  const value = await readStateFile(path);
  if (value === undefined || isSnapshot(value)) return value;
  throw new SimulatorError("INVALID_INPUT", `${path} is not the state of a simulator of this version: choose another`);
}

/** Only its outside is looked at: the file is the simulator's own, readable by its owner alone. */
function isSnapshot(value: unknown): value is Snapshot {
  return typeof value === "object" && value !== null && "version" in value && value.version === 1;
}

/** What is to be written now. */
export function takeSnapshot(network: Network): Snapshot {
  const { authority, directory } = network;
  return {
    version: 1,
    authority,
    accounts: directory.accounts().map(accountRecord),
    phones: Object.fromEntries(network.phones().map((phone) => [phone.number, phone.toRecord()])),
    groups: directory.groups(),
  };
}

/** Fills an empty network with what was written. */
export function restoreSnapshot(network: Network, { accounts, phones, groups }: Snapshot): void {
  for (const [number, record] of Object.entries(phones)) network.restorePhone(number, record);
  for (const record of accounts) network.directory.restoreAccount(record);
  for (const group of groups) network.directory.restoreGroup(group);
}
