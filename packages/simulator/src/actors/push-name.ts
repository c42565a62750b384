import { chatModificationToAppPatch, encodeSyncdPatch, newLTHashState, proto } from "@whiskeysockets/baileys";
import type { Account } from "../state/account.ts";
import type { AppStateKey } from "./phone-record.ts";

/**
 * Writes the account's name into its shared settings, as the first of them. Linked devices learn only from there what
 * they are called; Baileys does not announce its presence before it knows.
 */
export async function publishName(account: Account, { id, key }: AppStateKey): Promise<void> {
  const change = chatModificationToAppPatch({ pushNameSetting: account.data.name }, "");
  if (account.data.name === "" || account.data.collections[change.type]) return;
  const keyId = Buffer.from(id).toString("base64");
  const { patch } = await encodeSyncdPatch(change, keyId, newLTHashState(), async () => ({ keyData: key }));
  const bytes = proto.SyncdPatch.encode({ ...patch, version: { version: 1 } }).finish();
  account.data.collections[change.type] = { version: 1, patches: [bytes] };
  account.changed();
}
