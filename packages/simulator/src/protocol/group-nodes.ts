import type { BinaryNode } from "@whiskeysockets/baileys";
import type { Account } from "../state/account.ts";
import type { Directory } from "../state/directory.ts";
import type { GroupRecord, GroupRole } from "../state/group.ts";
import { parseJid } from "../wire/jid.ts";
import { el } from "../wire/node.ts";

/** A group as clients read it (wire reference, groups). */
export function groupNode(directory: Directory, group: GroupRecord): BinaryNode {
  const creator = directory.byPhone(group.creator);
  const created = String(group.createdAt);
  const owner = creator?.jid(group.addressing);
  const members = directory.members(group);
  const attrs = {
    id: parseJid(group.id)?.user,
    subject: group.subject,
    s_t: created,
    s_o: owner,
    creation: created,
    creator: owner,
    creator_pn: group.addressing === "lid" ? creator?.jid("pn") : undefined,
    addressing_mode: group.addressing,
    size: String(members.length),
  };
  const author = group.description && directory.byPhone(group.description.author)?.jid(group.addressing);
  return el("group", attrs, [
    ...members.map((member) => memberNode(group, member, group.members[member.data.phone])),
    ...(group.description
      ? [
          el("description", { id: group.description.id, participant: author ?? undefined, t: created }, [
            el("body", {}, group.description.text),
          ]),
        ]
      : []),
    ...(group.announce ? [el("announcement")] : []),
    ...(group.locked ? [el("locked")] : []),
    ...(group.ephemeralSeconds > 0 ? [el("ephemeral", { expiration: String(group.ephemeralSeconds) })] : []),
  ]);
}

/** A member under the address that the group uses, with the other one beside it. */
export function memberNode(group: GroupRecord, account: Account, role: GroupRole = "member"): BinaryNode {
  return el("participant", {
    jid: account.jid(group.addressing),
    phone_number: group.addressing === "lid" ? account.jid("pn") : undefined,
    lid: group.addressing === "pn" ? account.jid("lid") : undefined,
    type: role === "member" ? undefined : role,
  });
}
