import { randomBytes } from "node:crypto";
import type { BinaryNode } from "@whiskeysockets/baileys";
import type { Account } from "../state/account.ts";
import type { Directory } from "../state/directory.ts";
import type { GroupRecord } from "../state/group.ts";
import { child, children, el, text } from "../wire/node.ts";
import { changeMembers, createGroup, type MemberChange } from "./group-members.ts";
import { announce } from "./group-news.ts";
import { groupNode } from "./group-nodes.ts";
import type { Hub } from "./hub.ts";
import { askerOf, IqError, type IqHandler, type IqRequest, type IqTable } from "./iq-registry.ts";

/** Groups, as clients ask for them and change them. */
export function groupIqs({ directory }: Hub): IqTable {
  return {
    "set w:g2 create": (request) => {
      const { subject = "", addressing_mode: mode } = request.body.attrs;
      const members = targetsOf(directory, request.body);
      const addressing = mode === "lid" ? "lid" : "pn";
      const group = createGroup(directory, askerOf(request).account, { subject, members, addressing });
      return [groupNode(directory, group)];
    },
    "get w:g2 query": (request) => [groupNode(directory, groupOf(directory, request))],
    "get w:g2 participating": (request) => {
      const { phone } = askerOf(request).account.data;
      const own = directory.groups().filter((group) => phone in group.members);
      return [
        el(
          "groups",
          {},
          own.map((group) => groupNode(directory, group)),
        ),
      ];
    },
    "set w:g2 add": memberChange(directory, "add"),
    "set w:g2 remove": memberChange(directory, "remove"),
    "set w:g2 promote": memberChange(directory, "promote"),
    "set w:g2 demote": memberChange(directory, "demote"),
    "set w:g2 leave": leave(directory),
    "set w:g2 subject": setting(directory, (group, { body }) => {
      group.subject = text(body);
      return el("subject", { subject: group.subject });
    }),
    "set w:g2 description": setting(directory, (group, { body }, author) => {
      const { id = "" } = body.attrs;
      const description = text(child(body, "body"));
      group.description = description === "" ? null : { id, text: description, author: author.data.phone };
      return el("description", { id }, [el("body", {}, description)]);
    }),
    "set w:g2 announcement": flag(directory, "announce", true),
    "set w:g2 not_announcement": flag(directory, "announce", false),
    "set w:g2 locked": flag(directory, "locked", true),
    "set w:g2 unlocked": flag(directory, "locked", false),
    "set w:g2 ephemeral": setting(directory, (group, { body }) => {
      group.ephemeralSeconds = Number(body.attrs.expiration ?? 0);
      return el("ephemeral", { expiration: String(group.ephemeralSeconds) });
    }),
    "set w:g2 not_ephemeral": setting(directory, (group) => {
      group.ephemeralSeconds = 0;
      return el("not_ephemeral");
    }),
    "get w:g2 invite": (request) => [el("invite", { code: groupOf(directory, request).inviteCode })],
    "set w:g2 invite": (request) => invite(directory, request),
    "get w:g2 membership_approval_requests": () => [el("membership_approval_requests", {}, [])],
    "set w:g2 member_add_mode": () => undefined,
    "set w:g2 membership_approval_mode": () => undefined,
  };
}

function memberChange(directory: Directory, change: MemberChange): IqHandler {
  return (request) => {
    const group = groupOf(directory, request);
    const actor = askerOf(request).account;
    changeMembers(directory, group, { actor, change, targets: targetsOf(directory, request.body) });
    const results = children(request.body, "participant").map(({ attrs: { jid } }) =>
      el("participant", { jid, error: directory.account(jid) ? undefined : "404" }),
    );
    return [el(change, {}, results)];
  };
}

function leave(directory: Directory): IqHandler {
  return (request) => {
    const actor = askerOf(request).account;
    const groups = children(request.body, "group");
    for (const { attrs } of groups) {
      const group = directory.group(attrs.id);
      if (group) changeMembers(directory, group, { actor, change: "remove", targets: [actor] });
    }
    return [
      el(
        "leave",
        {},
        groups.map(({ attrs: { id } }) => el("group", { id })),
      ),
    ];
  };
}

type Setting = (group: GroupRecord, request: IqRequest, author: Account) => BinaryNode;

/** Changes a group and tells its members. */
function setting(directory: Directory, change: Setting): IqHandler {
  return (request) => {
    const group = groupOf(directory, request);
    const author = askerOf(request).account;
    announce(group, author, change(group, request, author), directory.members(group));
    directory.changed();
    return undefined;
  };
}

function flag(directory: Directory, name: "announce" | "locked", value: boolean): IqHandler {
  return setting(directory, (group, { body }) => {
    group[name] = value;
    return el(body.tag);
  });
}

/** With a code it is somebody who joins, without one an admin who wants a new code. */
function invite(directory: Directory, request: IqRequest): readonly BinaryNode[] {
  const { code } = request.body.attrs;
  const joiner = askerOf(request).account;
  if (code === undefined) {
    const group = groupOf(directory, request);
    group.inviteCode = randomBytes(16).toString("base64url");
    directory.changed();
    return [el("invite", { code: group.inviteCode })];
  }
  const group = directory.groups().find(({ inviteCode }) => inviteCode === code);
  if (!group) throw new IqError(404, "item-not-found");
  changeMembers(directory, group, { actor: joiner, change: "add", targets: [joiner] });
  return [el("group", { jid: group.id })];
}

/** The group of a question; only its members may ask. */
function groupOf(directory: Directory, request: IqRequest): GroupRecord {
  const group = directory.group(request.node.attrs.to);
  if (!group) throw new IqError(404, "item-not-found");
  if (!(askerOf(request).account.data.phone in group.members)) throw new IqError(403, "forbidden");
  return group;
}

function targetsOf(directory: Directory, node: BinaryNode): Account[] {
  return children(node, "participant").flatMap(({ attrs: { jid } }) => directory.account(jid) ?? []);
}
