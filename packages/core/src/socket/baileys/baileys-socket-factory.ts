import { generateMessageIDV2 } from "@whiskeysockets/baileys";
import type { AuthStore } from "../../storage/auth-store.ts";
import type { MessageStore } from "../../storage/message-store.ts";
import type { Message } from "../../types/message.ts";
import type { SentMessage } from "../../types/sent-message.ts";
import type { TenantId } from "../../types/tenant.ts";
import type { Socket, SocketFactory, SocketListener } from "../socket.ts";
import { isLinked, loadAuthState, readCreds } from "./auth-state.ts";
import { BaileysSocket } from "./baileys-socket.ts";
import { ClientVersion } from "./client-version.ts";
import { guardConsole } from "./console-guard.ts";
import { GroupCache } from "./group-cache.ts";
import { GroupReceipts } from "./group-receipts.ts";
import { KeyCache } from "./key-cache.ts";
import { KnownNumbers } from "./known-numbers.ts";
import { trustNoiseRoot } from "./noise-root.ts";
import { storedResult } from "./sent-result.ts";
import { type SocketSettings, socketOpener } from "./socket-config.ts";
import { TransactionalReceive } from "./transactional-receive.ts";
import type { WhatsAppOptions } from "./whatsapp-options.ts";

/** WhatsApp takes no such version; not among the reasons that Baileys names. */
const VERSION_REFUSED = 405;

/** Opens real WhatsApp connections with `@whiskeysockets/baileys`. */
export class BaileysSocketFactory implements SocketFactory {
  readonly #openSocket: ReturnType<typeof socketOpener>;
  readonly #auth: AuthStore;
  readonly #messages: MessageStore;
  readonly #whatsapp: WhatsAppOptions;
  readonly #version: ClientVersion;
  readonly #keys = new KeyCache();
  readonly #groups = new GroupCache();
  readonly #groupReceipts = new GroupReceipts();
  readonly #knownNumbers = new KnownNumbers();

  /** @throws NoiseRootConflictError when this process already trusts another root. */
  constructor(settings: SocketSettings, auth: AuthStore) {
    trustNoiseRoot(settings.whatsapp.noiseRootPublicKey);
    guardConsole();
    this.#openSocket = socketOpener(settings);
    this.#auth = auth;
    this.#messages = settings.messages;
    this.#whatsapp = settings.whatsapp;
    this.#version = new ClientVersion(settings.whatsapp, settings.logger);
  }

  async open(tenant: TenantId, listener: SocketListener): Promise<Socket> {
    const auth = await loadAuthState(this.#auth, tenant, this.#keys.scope());
    const receive = new TransactionalReceive(auth.creds);
    const version = await this.#version.get();
    const { sock, groups } = this.#openSocket({ tenant, auth, receive, version, cache: this.#groups });
    return new BaileysSocket({
      tenant,
      sock,
      groups,
      groupReceipts: this.#groupReceipts,
      auth,
      receive,
      messages: this.#messages,
      knownNumbers: this.#knownNumbers,
      whatsapp: this.#whatsapp,
      listener: {
        ...listener,
        closed: (reason) => {
          if (reason.code === VERSION_REFUSED) this.#version.refused(version);
          listener.closed(reason);
        },
      },
    });
  }

  async isPaired(tenant: TenantId): Promise<boolean> {
    const creds = await readCreds(this.#auth, tenant);
    return creds !== undefined && isLinked(creds);
  }

  newMessageId(): string {
    return generateMessageIDV2();
  }

  sentResult(message: Message): SentMessage {
    return storedResult(message);
  }
}
