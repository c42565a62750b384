import { Agent } from "node:https";
import {
  DEFAULT_CONNECTION_CONFIG,
  makeWASocket,
  type UserFacingSocketConfig,
  type WAVersion,
} from "@whiskeysockets/baileys";
import { Agent as Dispatcher } from "undici";
import type { Logger } from "../../logger.ts";
import type { MessageStore } from "../../storage/message-store.ts";
import type { TenantId } from "../../types/tenant.ts";
import type { AuthState } from "./auth-state.ts";
import { baileysLogger } from "./baileys-logger.ts";
import type { GroupCache, GroupScope } from "./group-cache.ts";
import { guardListeners } from "./guard-listeners.ts";
import { inSignalTurns } from "./signal-turns.ts";
import { contentOf } from "./stored-content.ts";
import type { TransactionalReceive } from "./transactional-receive.ts";
import type { WhatsAppOptions } from "./whatsapp-options.ts";

/** What a socket of Baileys' offers. */
export type WASocket = ReturnType<typeof makeWASocket>;

/** What the sockets of one manager share. */
export interface SocketSettings {
  readonly whatsapp: WhatsAppOptions;
  readonly messages: MessageStore;
  readonly logger: Logger;
}

/** What is one socket's own. */
export interface SocketNeeds {
  readonly tenant: TenantId;
  readonly auth: AuthState;
  readonly receive: TransactionalReceive;
  /** To log in with; `undefined` is Baileys' own. */
  readonly version: WAVersion | undefined;
  readonly cache: GroupCache;
}

/** A socket, and what it knows of groups. */
export interface OpenSocket {
  readonly sock: WASocket;
  readonly groups: GroupScope;
}

type Config = Partial<Omit<UserFacingSocketConfig, "auth">>;

/** Retrying a failed commit holds the session's lock: fail at once and let the session start afresh. */
const TRANSACTION = { maxCommitRetries: 1, delayBetweenTriesMs: 0 };

/** Returns a function that opens Baileys sockets, all pointed where the options say. */
export function socketOpener({ whatsapp, messages, logger }: SocketSettings) {
  const shared = sharedConfig(whatsapp);
  const makeRepository = whatsapp.socketConfig?.makeSignalRepository ?? DEFAULT_CONNECTION_CONFIG.makeSignalRepository;
  return ({ tenant, auth, receive, version, cache }: SocketNeeds): OpenSocket => {
    const groups: GroupScope = cache.scope((group) => sock.groupMetadata(group));
    const repository = receive.around(inSignalTurns(makeRepository));
    const sock = makeWASocket({
      logger: baileysLogger(logger, tenant),
      // By id alone: a retry receipt names the asking device's JID, not the chat the message was sent to.
      getMessage: async ({ id }) => {
        const message = id == null ? undefined : await messages.find(tenant, id);
        return message === undefined ? undefined : contentOf(message);
      },
      msgRetryCounterCache: auth.retryCounters,
      cachedGroupMetadata: (group) => groups.get(group),
      ...shared,
      ...given("version", version),
      auth,
      makeSignalRepository: (_, ...rest) => repository(auth, ...rest),
    });
    // Baileys puts transactions of its own around ours, which would cost the process something for every socket.
    sock.authState.keys = auth.keys;
    guardListeners(sock.ws, (event, error) => {
      const reason = error instanceof Error ? error.name : typeof error;
      logger.warn({ tenantId: tenant, client: "baileys", event: String(event), cause: reason }, "a listener failed");
      // Frames that cannot be read are no connection any more.
      if (event === "message") sock.ws.emit("close");
    });
    return { sock, groups };
  };
}

function sharedConfig(whatsapp: WhatsAppOptions): Config {
  return {
    transactionOpts: TRANSACTION,
    syncFullHistory: false,
    ...given("waWebSocketUrl", whatsapp.url),
    ...given("agent", whatsapp.agent),
    ...given("connectTimeoutMs", whatsapp.connectTimeoutMs),
    ...given("keepAliveIntervalMs", whatsapp.keepAliveIntervalMs),
    ...given("defaultQueryTimeoutMs", whatsapp.queryTimeoutMs),
    ...given("qrTimeout", whatsapp.qrTimeoutMs),
    ...mediaTrust(whatsapp),
    ...whatsapp.socketConfig,
  };
}

function mediaTrust({ mediaCa, fetchAgent }: WhatsAppOptions): Config {
  const upload = given("fetchAgent", fetchAgent ?? (mediaCa == null ? undefined : new Agent({ ca: mediaCa })));
  if (mediaCa == null) return upload;
  const download: object = { dispatcher: new Dispatcher({ connect: { ca: mediaCa } }) };
  return { ...upload, options: download };
}

/** An absent option must stay absent, or it would overwrite Baileys' default with `undefined`. */
function given<K extends keyof Config>(name: K, value: Config[K] | undefined): Config {
  return value === undefined ? {} : { [name]: value };
}
