import { randomBytes } from "node:crypto";
import type { BinaryNode } from "@whiskeysockets/baileys";
import { el, timestamp } from "./node.ts";

/** News of the server for a device, which confirms it with an `<ack>`. */
export function notification(
  from: string,
  type: string,
  content: readonly BinaryNode[],
  attrs: Record<string, string | undefined> = {},
): BinaryNode {
  return el("notification", { from, type, id: randomBytes(8).toString("hex"), t: timestamp(), ...attrs }, content);
}
