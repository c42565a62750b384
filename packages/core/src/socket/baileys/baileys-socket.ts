import type { BaileysEventMap, BinaryNode, WAMessage } from "@whiskeysockets/baileys";
import { UnknownRecipientError, WhatsAppUnavailableError } from "../../errors.ts";
import type { MessageStore } from "../../storage/message-store.ts";
import type { BusinessInfo } from "../../types/business.ts";
import type { IngestRecord } from "../../types/ingest-record.ts";
import { bareJid, isGroup, isLid, type Jid } from "../../types/jid.ts";
import type { Message } from "../../types/message.ts";
import type { NumberCheck } from "../../types/number-check.ts";
import type { Presence, Typing } from "../../types/presence.ts";
import type { SentMessage } from "../../types/sent-message.ts";
import type { TenantId } from "../../types/tenant.ts";
import type { Socket, SocketListener } from "../socket.ts";
import { ackRecord } from "./ack-record.ts";
import { type AuthState, isLinked } from "./auth-state.ts";
import { BaileysSender } from "./baileys-sender.ts";
import { businessOf } from "./business-profile.ts";
import type { GroupScope } from "./group-cache.ts";
import type { GroupReceipts } from "./group-receipts.ts";
import { KeptMessages } from "./kept-messages.ts";
import { outsideTransactions } from "./key-transactions.ts";
import type { KnownNumbers } from "./known-numbers.ts";
import { qrLifetimes } from "./qr-lifetimes.ts";
import { recall } from "./recall.ts";
import { RecordMapper } from "./record-mapper.ts";
import { RecordQueue } from "./record-queue.ts";
import { SilenceWatch } from "./silence-watch.ts";
import type { WASocket } from "./socket-config.ts";
import { keyOf } from "./stored-content.ts";
import type { TransactionalReceive } from "./transactional-receive.ts";
import type { WhatsAppOptions } from "./whatsapp-options.ts";

/** A peer that does not answer the closing handshake is cut off after this long, and so is the wait for a full queue. */
const CLOSE_GRACE_MS = 1_000;
/** Three pings of Baileys' without an answer. */
const SILENCE_TIMEOUT_MS = 90_000;

/** What a socket is made of. */
export interface SocketParts {
  readonly tenant: TenantId;
  readonly sock: WASocket;
  readonly groups: GroupScope;
  readonly groupReceipts: GroupReceipts;
  readonly auth: AuthState;
  readonly receive: TransactionalReceive;
  readonly messages: MessageStore;
  readonly knownNumbers: KnownNumbers;
  readonly whatsapp: WhatsAppOptions;
  readonly listener: SocketListener;
}

/** One Baileys socket, from its opening to its close. */
export class BaileysSocket implements Socket {
  readonly #mapper = new RecordMapper();
  readonly #kept = new KeptMessages();
  readonly #sender: BaileysSender;
  readonly #closed: Promise<void>;
  #announceClosed: () => void = () => undefined;
  readonly #records: RecordQueue;
  /** Messages on their way to the disk, their receipts behind them. */
  readonly #keeping = new Set<Promise<void>>();
  #credsSaved: Promise<void> = Promise.resolve();
  readonly #qrLifetimes: Iterator<number, number>;
  readonly #watch: SilenceWatch;
  #isSilent = false;

  constructor(private readonly parts: SocketParts) {
    this.#closed = new Promise((resolve) => {
      this.#announceClosed = resolve;
    });
    const { tenant, sock, groups, groupReceipts, messages, receive, whatsapp, listener } = parts;
    this.#qrLifetimes = qrLifetimes(whatsapp);
    this.#watch = new SilenceWatch(sock.ws, whatsapp.silenceTimeoutMs ?? SILENCE_TIMEOUT_MS, () => {
      this.#isSilent = true;
      this.#end();
    });
    this.#records = new RecordQueue(listener.records, listener.failed);
    receive.start({
      keep: (info, adminRevoke) => this.#keep(info, adminRevoke),
      recall: (info) => recall(messages, tenant, info),
    });
    // Baileys would take it for a message that cannot be read, and go on. Nothing leaves any more: WhatsApp brings it again.
    parts.auth.onWriteFailure((error) => {
      cutOff(sock);
      listener.failed(error);
    });
    sock.ws.on("CB:message", receive.expect);
    sock.ev.process((events) => this.#take(events));
    // A plain ack is not among Baileys' events, and it is the only word that the server has the message.
    sock.ws.on("CB:ack,class:message", (ack: BinaryNode) => this.#records.push(ackRecord(ack)));
    sock.ws.on("CB:ack,class:message", groups.notice);
    sock.ws.on("CB:notification,type:w:gp2", groups.notice);
    this.#sender = new BaileysSender({
      tenant,
      sock,
      groups,
      groupReceipts,
      account: () => this.#account,
      keep: listener.records,
      tell: (records) => this.#records.push(records),
    });
  }

  async sendText(to: Jid, text: string, id: string): Promise<SentMessage> {
    if (!isGroup(to) && !isLid(to) && !(await this.checkNumber(to)).exists) throw new UnknownRecipientError();
    return this.#sender.sendText(to, text, id);
  }

  async checkNumber(jid: Jid): Promise<NumberCheck> {
    const known = this.parts.knownNumbers.get(this.parts.tenant, jid);
    if (known !== undefined) return { exists: true, jid: known };
    const [found] = (await this.#asking(() => this.parts.sock.onWhatsApp(jid))) ?? [];
    if (found?.exists !== true) return { exists: false, jid: null };
    const canonical = bareJid(found.jid);
    this.parts.knownNumbers.add(this.parts.tenant, jid, canonical);
    return { exists: true, jid: canonical };
  }

  setPresence(presence: Presence): Promise<void> {
    return this.#asking(() => this.parts.sock.sendPresenceUpdate(presence));
  }

  sendTyping(chat: Jid, typing: Typing): Promise<void> {
    return this.#asking(() => this.parts.sock.sendPresenceUpdate(typing, chat));
  }

  markRead(messages: readonly Message[]): Promise<void> {
    return this.#asking(() => this.parts.sock.readMessages(messages.map(keyOf)));
  }

  businessProfile(): Promise<Partial<BusinessInfo> | undefined> {
    const { sock } = this.parts;
    const me = sock.authState.creds.me;
    return this.#asking(async () => {
      const profile = (await sock.getBusinessProfile(this.#account)) ?? undefined;
      return profile === undefined
        ? undefined
        : businessOf(profile, { name: me?.verifiedName ?? me?.name, phone: this.#account.split("@")[0] });
    });
  }

  async #asking<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    try {
      return await ask();
    } catch (cause) {
      throw new WhatsAppUnavailableError(this.parts.tenant, { cause });
    }
  }

  requestPairingCode(phone: string): Promise<string> {
    return this.parts.sock.requestPairingCode(phone);
  }

  async logout(): Promise<void> {
    // A dead connection throws here; the caller forgets the credentials either way.
    await this.parts.sock.logout().catch(() => undefined);
    await this.close();
  }

  async close(): Promise<void> {
    this.parts.sock.ev.flush();
    this.#end();
    await this.#closed;
    // Bounded: a queue that is full because the storage is away would hold up a stop for as long. WhatsApp has it still.
    await settledWithin(CLOSE_GRACE_MS, Promise.allSettled([this.#records.idle(), ...this.#keeping]));
  }

  #end(): void {
    const cut = setTimeout(() => cutOff(this.parts.sock), CLOSE_GRACE_MS);
    void this.#closed.then(() => clearTimeout(cut));
    // Ending by itself, Baileys forgets its pending queries, whose timers then keep the process up for a minute. The
    // event of a connection that closed ends both the queries and the socket.
    this.parts.sock.ws.emit("close");
  }

  #take(events: Partial<BaileysEventMap>): void {
    if (events["creds.update"] !== undefined) this.#saveCreds();
    this.#records.push(this.#mapper.map(events, this.#account).filter((record) => this.#isNews(record)));
    this.#records.push(this.parts.groupReceipts.take(this.parts.tenant, events["message-receipt.update"] ?? []));
    const update = events["connection.update"];
    if (update?.qr !== undefined) {
      this.parts.listener.qr(update.qr, Date.now() + this.#qrLifetimes.next().value);
    }
    if (update?.connection === "open") this.parts.listener.opened(this.#account);
    if (update?.connection === "close") this.#takeClose(update.lastDisconnect?.error);
  }

  #isNews(record: IngestRecord): boolean {
    if (record.kind !== "message") return true;
    const { type, id } = record.message;
    return !(type === "undecryptable" && this.parts.receive.hides(id)) && !this.#kept.has(record);
  }

  get #account(): Jid {
    return bareJid(this.parts.auth.creds.me?.id ?? "");
  }

  /** Before its receipt leaves. When it cannot be kept, nothing leaves any more: WhatsApp brings it again. */
  async #keep(info: WAMessage, adminRevoke: boolean): Promise<void> {
    const records = this.#mapper.message(info, this.#account, { live: true, adminRevoke });
    if (records.length === 0) return;
    // What the ingestion begins goes on after this decryption, and calls listeners that may send.
    const accepted = outsideTransactions(() => this.parts.listener.records(records));
    this.#keeping.add(accepted);
    try {
      await accepted;
    } catch (error) {
      cutOff(this.parts.sock);
      this.parts.listener.failed(error);
      throw error;
    } finally {
      this.#keeping.delete(accepted);
    }
    this.#kept.add(records);
  }

  #takeClose(error: unknown): void {
    // What is still buffered would be thrown away with the socket.
    this.parts.sock.ev.flush();
    this.#watch.stop();
    const { auth, listener } = this.parts;
    const reason = { code: statusCodeOf(error), pairing: !isLinked(auth.creds), silent: this.#isSilent };
    void this.#credsSaved
      .then(() => auth.close())
      .then(() => {
        this.#announceClosed();
        listener.closed(reason);
      });
  }

  #saveCreds(): void {
    const { auth, listener } = this.parts;
    this.#credsSaved = this.#credsSaved.then(() => auth.saveCreds()).catch(listener.failed);
  }
}

/** Baileys wraps every reason in a Boom, whose `output.statusCode` is the `DisconnectReason`. */
function statusCodeOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null || !("output" in error)) return undefined;
  const { output } = error;
  if (typeof output !== "object" || output === null || !("statusCode" in output)) return undefined;
  return typeof output.statusCode === "number" ? output.statusCode : undefined;
}

function cutOff({ ws }: WASocket): void {
  const raw: unknown = Reflect.get(ws, "socket");
  if (typeof raw !== "object" || raw === null || !("terminate" in raw)) return;
  if (typeof raw.terminate === "function") raw.terminate();
}

async function settledWithin(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, timeout]);
  clearTimeout(timer);
}
