import type { PhoneMessage } from "../../src/actors/phone-message.ts";

/** The messages of a phone with one other number, or in a group. */
export interface Chat {
  /** The other number, or the id of the group. */
  readonly id: string;
  readonly messages: readonly PhoneMessage[];
  readonly last: PhoneMessage;
  readonly unread: number;
}

/** The chats of a phone, the one with the latest message first. */
export function chatsOf(messages: Iterable<PhoneMessage>): Chat[] {
  const byId = new Map<string, PhoneMessage[]>();
  for (const message of messages) {
    const id = chatOf(message);
    const there = byId.get(id) ?? [];
    there.push(message);
    // To be put last: that is the order in which they are shown, turned round.
    byId.delete(id);
    byId.set(id, there);
  }
  return [...byId].reverse().flatMap(([id, all]) => {
    const last = all.at(-1);
    return last ? [{ id, messages: all, last, unread: all.filter(isUnread).length }] : [];
  });
}

/** Where a message belongs. */
export function chatOf({ direction, from, to }: PhoneMessage): string {
  return direction === "outgoing" || isGroup(to) ? to : from;
}

/** Whether a chat is a group's. */
export const isGroup = (chat: string): boolean => chat.includes("@");

function isUnread({ direction, status, revoked }: PhoneMessage): boolean {
  return direction === "incoming" && status !== "read" && revoked !== true;
}
