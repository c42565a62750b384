import type { Account } from "../state/account.ts";
import type { Directory } from "../state/directory.ts";
import type { GroupRecord, GroupRole } from "../state/group.ts";
import type { Addressing } from "../wire/jid.ts";
import { el } from "../wire/node.ts";
import { announce, announceGroup } from "./group-news.ts";
import { memberNode } from "./group-nodes.ts";

/** What can be done to members. */
export type MemberChange = "add" | "remove" | "promote" | "demote";

/** The role after a change; `undefined` for no longer a member. */
const ROLE_AFTER: Record<MemberChange, GroupRole | undefined> = {
  add: "member",
  remove: undefined,
  promote: "admin",
  demote: "member",
};

/** What a new group is. */
export interface NewGroup {
  readonly subject: string;
  readonly members: readonly Account[];
  readonly addressing: Addressing;
}

/** Makes a group and shows it to everybody in it. */
export function createGroup(directory: Directory, creator: Account, { subject, members, addressing }: NewGroup) {
  const group = directory.createGroup(creator, subject, members, addressing);
  announceGroup(directory, group, creator, directory.members(group));
  return group;
}

/** Changes members and tells all who were or are in the group; who was added gets the whole group. */
export function changeMembers(
  directory: Directory,
  group: GroupRecord,
  { actor, change, targets }: { actor: Account; change: MemberChange; targets: readonly Account[] },
): void {
  const before = directory.members(group);
  const role = ROLE_AFTER[change];
  for (const { data } of targets) {
    if (role === undefined) delete group.members[data.phone];
    // Whoever is in the group already stays what he is when he is added again.
    else if (change !== "add" || !(data.phone in group.members)) group.members[data.phone] = role;
  }
  directory.changed();
  const named = targets.map((target) => memberNode(group, target, role));
  announce(group, actor, el(change, {}, named), before);
  if (change === "add") {
    announceGroup(
      directory,
      group,
      actor,
      targets.filter((target) => !before.includes(target)),
    );
  }
}
