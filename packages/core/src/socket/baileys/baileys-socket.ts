import type { BaileysEventMap, BinaryNode } from "@whiskeysockets/baileys";
import { SendFailedError, UnknownRecipientError } from "../../errors.ts";
import type { IngestRecord } from "../../types/ingest-record.ts";
import { bareJid, isGroup, isLid, type Jid } from "../../types/jid.ts";
import type { NumberCheck } from "../../types/number-check.ts";
import type { SentMessage } from "../../types/sent-message.ts";
import type { TenantId } from "../../types/tenant.ts";
import type { Socket, SocketListener } from "../socket.ts";
import { type AuthState, isLinked } from "./auth-state.ts";
import type { KnownNumbers } from "./known-numbers.ts";
import { RecordMapper } from "./record-mapper.ts";
import type { WASocket } from "./socket-config.ts";

/** A peer that does not answer the closing handshake is cut off after this long. */
const CLOSE_GRACE_MS = 1_000;

/** One Baileys socket, from its opening to its close. */
export class BaileysSocket implements Socket {
  readonly #mapper = new RecordMapper();
  readonly #closed: Promise<void>;
  #announceClosed: () => void = () => undefined;
  /** Everything handed over so far: credentials and records, in order. */
  #written: Promise<unknown> = Promise.resolve();
  /** Records that came while the listener was busy; they go together. */
  #waiting: IngestRecord[] = [];

  constructor(
    private readonly tenant: TenantId,
    private readonly sock: WASocket,
    private readonly auth: AuthState,
    private readonly knownNumbers: KnownNumbers,
    private readonly listener: SocketListener,
  ) {
    this.#closed = new Promise((resolve) => {
      this.#announceClosed = resolve;
    });
    sock.ev.process((events) => this.#take(events));
    // A plain ack is not among Baileys' events, and it is the only word that the server has the message.
    sock.ws.on("CB:ack,class:message", (ack: BinaryNode) => this.#takeAck(ack));
  }

  async sendText(to: Jid, text: string, id: string): Promise<SentMessage> {
    if (!isGroup(to) && !isLid(to) && !(await this.checkNumber(to)).exists) throw new UnknownRecipientError();
    try {
      // Without `linkPreview: null` Baileys would fetch any URL in the text from this machine.
      const sent = await this.sock.sendMessage(to, { text, linkPreview: null }, { messageId: id });
      if (sent === undefined) throw new Error("Baileys sent nothing");
      return { id, chat: to, timestamp: Number(sent.messageTimestamp) * 1000, result: sent };
    } catch (cause) {
      throw new SendFailedError(this.tenant, { cause });
    }
  }

  async checkNumber(jid: Jid): Promise<NumberCheck> {
    const known = this.knownNumbers.get(this.tenant, jid);
    if (known !== undefined) return { exists: true, jid: known };
    const [found] = (await this.sock.onWhatsApp(jid)) ?? [];
    if (found?.exists !== true) return { exists: false, jid: null };
    const canonical = bareJid(found.jid);
    this.knownNumbers.add(this.tenant, jid, canonical);
    return { exists: true, jid: canonical };
  }

  async logout(): Promise<void> {
    // A dead connection throws here; the caller forgets the credentials either way.
    await this.sock.logout().catch(() => undefined);
    await this.close();
  }

  async close(): Promise<void> {
    this.sock.ev.flush();
    const cut = setTimeout(() => cutOff(this.sock), CLOSE_GRACE_MS);
    // Ending by itself, Baileys forgets its pending queries, whose timers then keep the process up for a minute. The
    // event of a connection that closed ends both the queries and the socket.
    this.sock.ws.emit("close");
    await this.#closed;
    clearTimeout(cut);
  }

  #take(events: Partial<BaileysEventMap>): void {
    if (events["creds.update"] !== undefined) this.#write(() => this.auth.saveCreds());
    const records = this.#mapper.map(events, bareJid(this.auth.creds.me?.id ?? ""));
    if (records.length > 0) this.#store(records);
    const update = events["connection.update"];
    if (update?.qr !== undefined) this.listener.qr(update.qr);
    if (update?.connection === "open") this.listener.opened(bareJid(this.auth.creds.me?.id ?? ""));
    if (update?.connection === "close") this.#takeClose(update.lastDisconnect?.error);
  }

  #takeAck({ attrs }: BinaryNode): void {
    if (attrs.id === undefined || attrs.from === undefined || attrs.error !== undefined) return;
    const key = { chat: bareJid(attrs.from), id: attrs.id };
    this.#store([{ kind: "status", key, status: "sent", errorCode: null }]);
  }

  #takeClose(error: unknown): void {
    // What is still buffered would be thrown away with the socket.
    this.sock.ev.flush();
    const reason = { code: statusCodeOf(error), pairing: !isLinked(this.auth.creds) };
    void this.#written.then(() => {
      this.#announceClosed();
      this.listener.closed(reason);
    });
  }

  #store(records: readonly IngestRecord[]): void {
    this.#waiting.push(...records);
    if (this.#waiting.length > records.length) return;
    this.#write(() => this.listener.records(this.#waiting.splice(0)));
  }

  #write(work: () => Promise<void>): void {
    this.#written = this.#written.then(work).catch((error: unknown) => this.listener.failed(error));
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
