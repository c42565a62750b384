import type { Agent } from "node:https";
import type { UserFacingSocketConfig, WAVersion } from "@whiskeysockets/baileys";

/** Where WhatsApp is and how patient to be with it. Leave all of it out to talk to the real one. */
export interface WhatsAppOptions {
  /** WebSocket URL. @defaultValue WhatsApp's own */
  url?: string;
  /** Public key of the Noise root certificate: 32 bytes in hex. One for each process. @defaultValue WhatsApp's own */
  noiseRootPublicKey?: string;
  /** Certificate authority (PEM) of the media hosts. @defaultValue the system's */
  mediaCa?: string | null;
  /** Proxy or TLS settings of the WebSocket. @defaultValue none */
  agent?: Agent;
  /** Proxy or TLS settings of media uploads. @defaultValue trusts `mediaCa` when that is given */
  fetchAgent?: Agent;
  /** How long the WebSocket and its handshake may take. @defaultValue `20_000` */
  connectTimeoutMs?: number;
  /** How often to ping, which an open connection answers. @defaultValue `30_000` */
  keepAliveIntervalMs?: number;
  /** A connection on which nothing came for this long, not even the answer to a ping, is given up. @defaultValue `90_000` */
  silenceTimeoutMs?: number;
  /**
   * Asked for the version to log in with when WhatsApp has refused ours (405).
   * @defaultValue the one that `web.whatsapp.com` serves, unless `url` points elsewhere
   */
  latestVersion?: (signal: AbortSignal) => Promise<WAVersion>;
  /** How long a query may wait for its answer. @defaultValue `60_000` */
  queryTimeoutMs?: number;
  /** How long each QR is shown. @defaultValue 60 s for the first, 20 s for each of the next five */
  qrTimeoutMs?: number;
  /** Anything else of Baileys' socket configuration. It wins over what we set; `auth` stays ours. */
  socketConfig?: Partial<Omit<UserFacingSocketConfig, "auth">>;
}
