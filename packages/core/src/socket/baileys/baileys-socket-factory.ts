import { generateMessageIDV2 } from "@whiskeysockets/baileys";
import type { AuthStore } from "../../storage/auth-store.ts";
import type { MessageStore } from "../../storage/message-store.ts";
import type { TenantId } from "../../types/tenant.ts";
import type { Socket, SocketFactory, SocketListener } from "../socket.ts";
import { isLinked, loadAuthState, readCreds } from "./auth-state.ts";
import { BaileysSocket } from "./baileys-socket.ts";
import { guardConsole } from "./console-guard.ts";
import { KeyCache } from "./key-cache.ts";
import { KnownNumbers } from "./known-numbers.ts";
import { trustNoiseRoot } from "./noise-root.ts";
import { type SocketSettings, socketOpener } from "./socket-config.ts";
import { TransactionalReceive } from "./transactional-receive.ts";

/** Opens real WhatsApp connections with `@whiskeysockets/baileys`. */
export class BaileysSocketFactory implements SocketFactory {
  readonly #openSocket: ReturnType<typeof socketOpener>;
  readonly #auth: AuthStore;
  readonly #messages: MessageStore;
  readonly #keys = new KeyCache();
  readonly #knownNumbers = new KnownNumbers();

  /** @throws NoiseRootConflictError when this process already trusts another root. */
  constructor(settings: SocketSettings, auth: AuthStore) {
    trustNoiseRoot(settings.whatsapp.noiseRootPublicKey);
    guardConsole();
    this.#openSocket = socketOpener(settings);
    this.#auth = auth;
    this.#messages = settings.messages;
  }

  async open(tenant: TenantId, listener: SocketListener): Promise<Socket> {
    const auth = await loadAuthState(this.#auth, tenant, this.#keys.scope());
    const receive = new TransactionalReceive(auth.creds);
    const sock = this.#openSocket(tenant, auth, receive);
    const [messages, knownNumbers] = [this.#messages, this.#knownNumbers];
    return new BaileysSocket({ tenant, sock, auth, receive, messages, knownNumbers, listener });
  }

  async isPaired(tenant: TenantId): Promise<boolean> {
    const creds = await readCreds(this.#auth, tenant);
    return creds !== undefined && isLinked(creds);
  }

  newMessageId(): string {
    return generateMessageIDV2();
  }
}
