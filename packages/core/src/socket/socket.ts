import type { BusinessInfo } from "../types/business.ts";
import type { IngestRecord } from "../types/ingest-record.ts";
import type { Jid } from "../types/jid.ts";
import type { Message } from "../types/message.ts";
import type { NumberCheck } from "../types/number-check.ts";
import type { Presence, Typing } from "../types/presence.ts";
import type { SentMessage } from "../types/sent-message.ts";
import type { TenantId } from "../types/tenant.ts";

/** Why a socket closed, as WhatsApp says it. */
export interface CloseReason {
  /** Baileys' `DisconnectReason`, or the HTTP status that refused the upgrade; `undefined` when nobody said why. */
  readonly code: number | undefined;
  /** True while the device was not linked yet, so that no credentials are at stake. */
  readonly pairing: boolean;
  /** True when we gave it up because nothing came any more. */
  readonly silent: boolean;
}

/** Told by a socket what happens on it. Nothing is told after `closed`. */
export interface SocketListener {
  /** A QR to show, replacing the one before, until `expiresAt` (milliseconds since the epoch). */
  qr(code: string, expiresAt: number): void;
  /** Logged in; `account` is the own number's JID. */
  opened(account: Jid): void;
  /** Gone for good: open another socket. Called once. */
  closed(reason: CloseReason): void;
  /** Something to store. The socket waits for it before it takes more of the same chat. */
  records(records: readonly IngestRecord[]): Promise<void>;
  /** The credentials could not be read or written. The socket closes itself next. */
  failed(error: unknown): void;
}

/** One live connection of one tenant. */
export interface Socket {
  /**
   * Sends a text under an id of the caller's, which its recipients see once however often it is used. The message is
   * handed to the listener, and kept, before it leaves. @throws UnknownRecipientError, SendFailedError
   */
  sendText(to: Jid, text: string, id: string): Promise<SentMessage>;
  /** Tells whether this account is there to read. @throws WhatsAppUnavailableError */
  setPresence(presence: Presence): Promise<void>;
  /** Tells the other side of a chat what this account is doing. @throws WhatsAppUnavailableError */
  sendTyping(chat: Jid, typing: Typing): Promise<void>;
  /** Tells their authors, and this account's other devices, that messages were read. @throws WhatsAppUnavailableError */
  markRead(messages: readonly Message[]): Promise<void>;
  /** What the account's business profile says; `undefined` when it has none. @throws WhatsAppUnavailableError */
  businessProfile(): Promise<Partial<BusinessInfo> | undefined>;
  /** Asks WhatsApp whether a number has an account. */
  checkNumber(jid: Jid): Promise<NumberCheck>;
  /**
   * Makes a code of eight characters that links this device when it is typed on the phone of that number. Only while a QR is
   * shown. It replaces the code before, and the connection's end ends it.
   */
  requestPairingCode(phone: string): Promise<string>;
  /** Unlinks the device. Resolves also when the connection is lost on the way. */
  logout(): Promise<void>;
  /** Ends the connection and stays linked. Resolves when all events so far are handed over. */
  close(): Promise<void>;
}

/** Opens sockets: what we need from WhatsApp. */
export interface SocketFactory {
  /** Begins to connect with the tenant's stored credentials, or unpaired when it has none. */
  open(tenant: TenantId, listener: SocketListener): Promise<Socket>;
  /** True when the tenant's stored credentials are of a linked device. */
  isPaired(tenant: TenantId): Promise<boolean>;
  /** A fresh message id in WhatsApp's form. */
  newMessageId(): string;
  /** What `sendText` resolved with when it sent this message. */
  sentResult(message: Message): SentMessage;
}
