import { createHash, randomBytes } from "node:crypto";
import { type Addressing, addressingOf, parseJid } from "../wire/jid.ts";
import type { Account, Endpoint } from "./account.ts";
import { newAccountData } from "./account-data.ts";
import type { GroupRecord } from "./group.ts";
import { type AccountRecord, StoredAccount } from "./stored-account.ts";

/** Everybody who exists, and their groups. */
export class Directory {
  readonly #byPhone = new Map<string, Account>();
  readonly #byLid = new Map<string, Account>();
  readonly #groups = new Map<string, GroupRecord>();

  constructor(
    private readonly createPhone: (account: Account) => Endpoint,
    /** Called after each change of anything that the state file holds. */
    readonly changed: () => void,
  ) {}

  accounts(): Account[] {
    return [...this.#byPhone.values()];
  }

  groups(): GroupRecord[] {
    return [...this.#groups.values()];
  }

  byPhone(phone: string): Account | undefined {
    return this.#byPhone.get(phone);
  }

  /** The account of an address, PN or LID, with or without device. */
  account(jid: string | undefined): Account | undefined {
    const user = parseJid(jid)?.user ?? "";
    return addressingOf(jid) === "lid" ? this.#byLid.get(user) : this.#byPhone.get(user);
  }

  /** The device of an address. A bare address is the phone. */
  endpoint(jid: string | undefined): Endpoint | undefined {
    return this.account(jid)?.endpoint(parseJid(jid)?.device ?? 0);
  }

  group(id: string | undefined): GroupRecord | undefined {
    return this.#groups.get(id ?? "");
  }

  /** The account of a number, made if there is none. The same number has the same LID in every simulator. */
  ensureAccount(phone: string): Account {
    return (
      this.#byPhone.get(phone) ?? this.restoreAccount({ data: newAccountData(phone, lidOf(phone)), companions: [] })
    );
  }

  restoreAccount(record: AccountRecord): Account {
    const account = new StoredAccount(record, this.createPhone, this.changed);
    this.#byPhone.set(record.data.phone, account);
    this.#byLid.set(record.data.lid, account);
    this.changed();
    return account;
  }

  createGroup(creator: Account, subject: string, members: readonly Account[], addressing: Addressing): GroupRecord {
    const group: GroupRecord = {
      id: `120363${randomBytes(6).readUIntBE(0, 6)}@g.us`,
      addressing,
      creator: creator.data.phone,
      createdAt: Math.floor(Date.now() / 1000),
      subject,
      description: null,
      inviteCode: randomBytes(16).toString("base64url"),
      announce: false,
      locked: false,
      ephemeralSeconds: 0,
      members: { [creator.data.phone]: "superadmin" },
    };
    for (const member of members) group.members[member.data.phone] ??= "member";
    return this.restoreGroup(group);
  }

  restoreGroup(group: GroupRecord): GroupRecord {
    this.#groups.set(group.id, group);
    this.changed();
    return group;
  }

  /** The members of a group whose accounts exist. */
  members(group: GroupRecord): Account[] {
    return Object.keys(group.members).flatMap((phone) => this.#byPhone.get(phone) ?? []);
  }
}

/** Fifteen digits that look like no phone number and follow from it alone. */
function lidOf(phone: string): string {
  const digits = createHash("sha256").update(`lid:${phone}`).digest().readUIntBE(0, 6) % 1e14;
  return `2${String(digits).padStart(14, "0")}`;
}
