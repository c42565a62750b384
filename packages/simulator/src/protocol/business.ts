import type { BinaryNode } from "@whiskeysockets/baileys";
import type { BusinessDay, BusinessProfile } from "../state/business-profile.ts";
import { child, children, el, text } from "../wire/node.ts";
import type { Hub } from "./hub.ts";
import { askerOf, type IqTable } from "./iq-registry.ts";

const FIELDS = ["address", "description", "website", "email"] as const;

/** Business profiles, read and changed. */
export function businessIqs({ directory }: Hub): IqTable {
  return {
    "get w:biz business_profile": ({ body }) => {
      const profiles = children(body, "profile").flatMap(({ attrs: { jid } }) => {
        const business = directory.account(jid)?.data.business;
        return business ? [profileNode(jid, business)] : [];
      });
      return [el("business_profile", { v: body.attrs.v }, profiles)];
    },
    "set w:biz business_profile": (request) => {
      const { account } = askerOf(request);
      account.data.business = { ...account.data.business, ...changesIn(request.body) };
      account.changed();
      return undefined;
    },
  };
}

function profileNode(jid: string | undefined, profile: BusinessProfile): BinaryNode {
  const fields = FIELDS.flatMap((field) => (profile[field] === undefined ? [] : el(field, {}, profile[field])));
  const categories = profile.category ? [el("categories", {}, [el("category", { id: "1" }, profile.category)])] : [];
  const { hours } = profile;
  const opening = hours ? [el("business_hours", { timezone: hours.timezone }, hours.days.map(dayNode))] : [];
  return el("profile", { jid, tag: "1" }, [...fields, ...categories, ...opening]);
}

function dayNode({ day, mode, openMinutes, closeMinutes }: BusinessDay): BinaryNode {
  return el("business_hours_config", {
    day_of_week: day,
    mode,
    open_time: openMinutes?.toString(),
    close_time: closeMinutes?.toString(),
  });
}

function changesIn(node: BinaryNode): BusinessProfile {
  const changes: BusinessProfile = {};
  for (const field of FIELDS) {
    const given = child(node, field);
    if (given) changes[field] = text(given);
  }
  const hours = child(node, "business_hours");
  if (hours) changes.hours = { timezone: hours.attrs.timezone ?? "UTC", days: children(hours).map(readDay) };
  return changes;
}

function readDay({ attrs }: BinaryNode): BusinessDay {
  const { day_of_week: day, mode, open_time: open, close_time: close } = attrs;
  return {
    // The client's words are kept as they are: the server of WhatsApp does not interpret them either.
    day: day as BusinessDay["day"],
    mode: mode as BusinessDay["mode"],
    ...(open !== undefined && { openMinutes: Number(open) }),
    ...(close !== undefined && { closeMinutes: Number(close) }),
  };
}
