import { changeMembers, type MemberChange } from "../protocol/group-members.ts";
import type { Directory } from "../state/directory.ts";
import type { GroupRecord, GroupRole } from "../state/group.ts";
import type { Addressing } from "../wire/jid.ts";
import type { Phone } from "./phone.ts";

/** A group. Its members write to it with `phone.sendText(group.id, "…")`. */
export class Group {
  /** @internal Made by the simulator: `simulator.group()`. */
  constructor(
    private readonly record: GroupRecord,
    private readonly directory: Directory,
  ) {}

  /** `120363…@g.us` */
  get id(): string {
    return this.record.id;
  }

  get subject(): string {
    return this.record.subject;
  }

  /** Whether members are named by phone number or by LID. */
  get addressing(): Addressing {
    return this.record.addressing;
  }

  /** Phone numbers with their roles, in the order in which they joined. */
  get members(): { readonly phone: string; readonly role: GroupRole }[] {
    return this.directory.members(this.record).map(({ data: { phone } }) => ({
      phone,
      role: this.record.members[phone] ?? "member",
    }));
  }

  /** Its creator adds, removes, promotes or demotes members; all linked devices concerned are told. */
  change(change: MemberChange, ...phones: readonly Phone[]): void {
    const actor = this.directory.byPhone(this.record.creator);
    const targets = phones.map((phone) => phone.account);
    if (actor) changeMembers(this.directory, this.record, { actor, change, targets });
  }
}
