import type { BinaryNode } from "@whiskeysockets/baileys";
import type { Endpoint } from "./account.ts";

/** How a device puts something on the network. */
export interface Carrier {
  /** Routes a `<message>`, as a client writes it, to all devices it names. Returns an error code if it cannot. */
  message(from: Endpoint, node: BinaryNode): string | undefined;
  /** Routes a `<receipt>`, as a client writes it, to whom it concerns. */
  receipt(from: Endpoint, node: BinaryNode): void;
}
