import type { BinaryNode } from "@whiskeysockets/baileys";
import type { Account } from "../state/account.ts";
import type { Directory } from "../state/directory.ts";
import type { GroupRecord } from "../state/group.ts";
import { otherAddressing } from "../wire/jid.ts";
import { el } from "../wire/node.ts";
import { notification } from "../wire/notification.ts";
import { groupNode } from "./group-nodes.ts";

/** Tells the linked devices of `listeners` what `actor` did in a group. */
export function announce(group: GroupRecord, actor: Account, news: BinaryNode, listeners: Iterable<Account>): void {
  const { addressing } = group;
  const other = otherAddressing(addressing);
  const attrs = {
    participant: actor.jid(addressing),
    [`participant_${other}`]: actor.jid(other),
    addressing_mode: addressing,
    notify: actor.data.name || undefined,
  };
  for (const account of listeners) {
    for (const device of account.companions.values()) device.deliver(notification(group.id, "w:gp2", [news], attrs));
  }
}

/** Shows a group to accounts that are new in it. Only this makes Baileys know the group. */
export function announceGroup(directory: Directory, group: GroupRecord, actor: Account, to: Iterable<Account>): void {
  const key = group.id.replace(/@.*/, "");
  announce(group, actor, el("create", { type: "new", key }, [groupNode(directory, group)]), to);
}
