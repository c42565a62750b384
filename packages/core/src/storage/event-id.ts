import { hash } from "node:crypto";
import type { TenantId } from "../types/tenant.ts";

const PREFIX = "evt_";
const POSITION_BYTES = 6;
/** 12 bytes. */
const DIGEST_CHARACTERS = 16;
const ID = /^evt_[A-Za-z0-9_-]{24}$/;

/**
 * The id of an event. It names its position, so that it can be found again, and a digest of whose it is and when it
 * happened: two tenants share no id, and neither does a tenant that was erased with the one that came after it.
 */
export function eventId(tenant: TenantId, position: number, createdAt: number): string {
  const place = Buffer.alloc(POSITION_BYTES);
  place.writeUIntBE(position, 0, POSITION_BYTES);
  // Six bytes are eight characters, so that both halves can be written on their own.
  const digest = hash("sha256", `${tenant} ${position} ${createdAt}`, "base64url").slice(0, DIGEST_CHARACTERS);
  return PREFIX + place.toString("base64url") + digest;
}

/** Where the event of that id stands; `undefined` for what is no id. Compare the id of what stands there. */
export function positionOfEvent(id: string): number | undefined {
  if (!ID.test(id)) return undefined;
  return Buffer.from(id.slice(PREFIX.length), "base64url").readUIntBE(0, POSITION_BYTES);
}
