import type { Addressing } from "../wire/jid.ts";

/** What a member may do. */
export type GroupRole = "member" | "admin" | "superadmin";

/** A group, as the server keeps it. Plain data. */
export interface GroupRecord {
  /** `120363…@g.us` */
  readonly id: string;
  readonly addressing: Addressing;
  /** Phone number of who made it. */
  readonly creator: string;
  /** Seconds since 1970. */
  readonly createdAt: number;
  subject: string;
  description: { readonly id: string; readonly text: string; readonly author: string } | null;
  inviteCode: string;
  announce: boolean;
  locked: boolean;
  /** Seconds until messages disappear; 0 for never. */
  ephemeralSeconds: number;
  /** By phone number, in the order in which they joined. */
  members: Record<string, GroupRole>;
}

/** Whether a phone number may administer the group. */
export function isAdmin(group: GroupRecord | undefined, phone: string): boolean {
  const role = group?.members[phone];
  return role === "admin" || role === "superadmin";
}
