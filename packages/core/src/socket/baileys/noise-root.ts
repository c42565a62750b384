import { WA_CERT_DETAILS } from "@whiskeysockets/baileys";
import { InvalidOptionError, NoiseRootConflictError } from "../../errors.ts";

const WHATSAPP_ROOT = Buffer.from(WA_CERT_DETAILS.PUBLIC_KEY).toString("hex");
let chosen: string | undefined;

/**
 * Makes Baileys trust this Noise root. Baileys keeps one for the whole process, so the first choice stays.
 * @throws NoiseRootConflictError when another one is in use.
 */
export function trustNoiseRoot(publicKeyHex: string = WHATSAPP_ROOT): void {
  const root = publicKeyHex.toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(root)) throw new InvalidOptionError("whatsapp.noiseRootPublicKey", "32 bytes in hex");
  if (chosen !== undefined && chosen !== root) throw new NoiseRootConflictError();
  chosen = root;
  WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(root, "hex");
}
