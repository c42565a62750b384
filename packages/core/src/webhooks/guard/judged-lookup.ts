import type { LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import { WebhookAddressRefusedError } from "../../errors.ts";
import { isPublicAddress } from "./public-address.ts";

/**
 * A resolver that gives no address away that is not public. It stands inside the connection, so that the answer that was
 * judged is the one that is connected to, whatever the next one would be. One bad address spoils all of an answer: no
 * honest name has both kinds.
 */
export function judgedLookup(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, options, (error, found, family) => {
      const addresses: readonly LookupAddress[] =
        typeof found === "string" ? [{ address: found, family: family ?? 0 }] : (found ?? []);
      const isRefused = error === null && !addresses.every(({ address }) => isPublicAddress(address));
      callback(isRefused ? new WebhookAddressRefusedError() : error, found, family);
    });
  };
}
