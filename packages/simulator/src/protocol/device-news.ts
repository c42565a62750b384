import type { Account } from "../state/account.ts";
import { el } from "../wire/node.ts";
import { notification } from "../wire/notification.ts";

/**
 * Tells everybody who knows an account's devices that some were linked or removed. "update" makes Baileys ask again
 * (messages-recv.js, handleDevicesNotification); both addresses are named because it keeps a list for each.
 */
export function announceDevices(account: Account, devices: readonly number[]): void {
  const named = devices.flatMap((device) => [
    el("device", { jid: account.jid("pn", device) }),
    el("device", { jid: account.jid("lid", device) }),
  ]);
  for (const listener of new Set([account, ...account.watchers])) {
    for (const companion of listener.companions.values()) {
      if (listener === account && devices.includes(companion.id)) continue;
      companion.deliver(notification(account.jid("pn"), "devices", [el("update", {}, named)]));
    }
  }
}
