import { hash } from "node:crypto";
import type { TenantId } from "../types/tenant.ts";

const PREFIX = "evt_";
const POSITION_BYTES = 6;
const DIGEST_BYTES = 12;
const ID = /^evt_[A-Za-z0-9_-]{24}$/;

/**
 * The id of an event. It names its position, so that it can be found again, and a digest of whose it is and when it
 * happened: two tenants share no id, and neither does a tenant that was erased with the one that came after it.
 */
export function eventId(tenant: TenantId, position: number, createdAt: number): string {
  const bytes = Buffer.alloc(POSITION_BYTES + DIGEST_BYTES);
  bytes.writeUIntBE(position, 0, POSITION_BYTES);
  hash("sha256", `${tenant} ${position} ${createdAt}`, "buffer").copy(bytes, POSITION_BYTES);
  return PREFIX + bytes.toString("base64url");
}

/** Where the event of that id stands; `undefined` for what is no id. Compare the id of what stands there. */
export function positionOfEvent(id: string): number | undefined {
  if (!ID.test(id)) return undefined;
  return Buffer.from(id.slice(PREFIX.length), "base64url").readUIntBE(0, POSITION_BYTES);
}
