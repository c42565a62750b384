import type { BinaryNode } from "@whiskeysockets/baileys";
import type { WebSocket } from "ws";
import { Phone } from "../actors/phone.ts";
import type { KickReason, LinkedDevice, PhoneHost } from "../actors/phone-host.ts";
import { newPhoneRecord, type PhoneRecord } from "../actors/phone-record.ts";
import { Counters, type SimulatorState } from "../counters.ts";
import { Faults } from "../faults.ts";
import type { SimulatorLog } from "../log.ts";
import type { Account, Companion } from "../state/account.ts";
import { Directory } from "../state/directory.ts";
import type { Authority } from "../wire/certificate-chain.ts";
import type { HandshakeResult } from "../wire/noise-handshake.ts";
import { announceDevices } from "./device-news.ts";
import { FAREWELLS, loginFailure } from "./farewells.ts";
import type { Hub } from "./hub.ts";
import { IqRegistry } from "./iq-registry.ts";
import { iqTables } from "./iq-tables.ts";
import { LinkCodeDesk } from "./link-code-desk.ts";
import { linkDevice } from "./link-device.ts";
import { logIn } from "./login.ts";
import { PairingDesk, type PairingOffer, type QrLifetimes } from "./pairing-desk.ts";
import { PostOffice } from "./post-office.ts";
import { PresenceBoard } from "./presence-board.ts";
import { Session, type SessionOwner } from "./session.ts";
import { hear } from "./stanzas.ts";

/** What a network is made of. */
export interface NetworkOptions {
  readonly authority: Authority;
  readonly qrLifetimes: QrLifetimes;
  readonly log: SimulatorLog;
  /** Called after each change of what the state file holds. */
  readonly changed: () => void;
  /** Called when a linked device has come or gone, which the state file does not hold. */
  readonly cameOrWent: () => void;
}

/** The whole of WhatsApp, without its sockets: who exists, who is connected, and what happens to a stanza. */
export class Network implements Hub, SessionOwner, PhoneHost {
  readonly authority: Authority;
  readonly log: SimulatorLog;
  readonly cameOrWent: () => void;
  readonly faults = new Faults();
  readonly counters = new Counters();
  readonly directory: Directory;
  readonly carrier: PostOffice;
  readonly desk: PairingDesk;
  readonly codes = new LinkCodeDesk();
  readonly presence: PresenceBoard;
  readonly iqs: IqRegistry;
  readonly #phones = new Map<Account, Phone>();
  readonly #sessions = new Set<Session>();
  readonly #memories = new Map<string, PhoneRecord>();

  constructor({ authority, qrLifetimes, log, changed, cameOrWent }: NetworkOptions) {
    this.authority = authority;
    this.log = log;
    this.cameOrWent = cameOrWent;
    this.directory = new Directory((account) => this.#createPhone(account), changed);
    this.carrier = new PostOffice(this.directory, this.counters);
    this.presence = new PresenceBoard(this.directory, this.counters);
    this.desk = new PairingDesk(qrLifetimes);
    this.iqs = new IqRegistry(iqTables(this), this.counters, log);
  }

  /** Takes a client in; it may pair or log in from now on. */
  accept(socket: WebSocket): void {
    this.#sessions.add(new Session(socket, this));
  }

  phones(): Phone[] {
    return [...this.#phones.values()];
  }

  phoneOf(account: Account): Phone {
    return this.#phones.get(account) ?? this.#createPhone(account);
  }

  /** The open session of a linked device. */
  sessionOf(companion: Companion): Session | undefined {
    for (const session of this.#sessions) if (session.companion === companion) return session;
    return undefined;
  }

  async scanQr(account: Account, qr: string): Promise<LinkedDevice> {
    const { offer, advSecret } = this.desk.scan(qr);
    return this.#link(account, offer, advSecret);
  }

  async enterCode(account: Account, code: string): Promise<LinkedDevice> {
    const { session, advSecret } = await this.codes.enter(this.phoneOf(account), code);
    const offer = this.desk.offerOf(session);
    if (!offer) throw new Error("a code was asked for by a client that does not pair");
    return this.#link(account, offer, advSecret);
  }

  kick(account: Account, reason: KickReason): number {
    if (reason === "banned") account.data.banned = true;
    let kicked = 0;
    for (const companion of [...account.companions.values()]) {
      const session = this.sessionOf(companion);
      if (reason === "logged_out") this.unlink(companion);
      if (!session) continue;
      kicked++;
      if (reason === "drop") session.drop();
      else session.end(FAREWELLS[reason]);
    }
    this.directory.changed();
    return kicked;
  }

  /** Removes a device from its account; it can never log in again. */
  unlink(companion: Companion): void {
    companion.account.companions.delete(companion.id);
    companion.line = undefined;
    announceDevices(companion.account, [companion.id]);
    this.directory.changed();
  }

  opened(session: Session, result: HandshakeResult): void {
    const { username, userAgent } = result.payload;
    const { oldestRevision } = this.faults.for(username?.toString());
    if ((userAgent?.appVersion?.tertiary ?? 0) < oldestRevision) session.end(loginFailure(405));
    else if (username) logIn(this, session, result);
    else if (!this.desk.open(session, result)) session.drop();
  }

  async heard(session: Session, node: BinaryNode): Promise<void> {
    hear(this, session, node);
  }

  closed(session: Session): void {
    this.#sessions.delete(session);
    this.desk.close(session);
    this.codes.close(session);
    const { companion } = session;
    if (companion?.line !== session) return;
    companion.line = undefined;
    this.cameOrWent();
    this.presence.leave(companion);
  }

  failed(_session: Session, error: unknown): void {
    this.log("bad stream", { error: String(error) });
  }

  /** Gives a phone its memory back; before its account is restored. */
  restorePhone(number: string, record: PhoneRecord): void {
    this.#memories.set(number, { ...newPhoneRecord(), ...record });
  }

  state(): SimulatorState {
    const accounts = this.directory.accounts();
    const devices = accounts.flatMap((account) => [...account.companions.values()]);
    const { sent, delivered, refused, retries, iqs, presences, unansweredIqs } = this.counters;
    return {
      connections: this.#sessions.size,
      online: devices.filter((device) => device.line).length,
      accounts: accounts.length,
      linkedDevices: devices.length,
      groups: this.directory.groups().length,
      queued: devices.reduce((sum, device) => sum + device.queue.size, 0),
      sent,
      delivered,
      refused,
      retries,
      iqs: { ...iqs },
      presences: { ...presences },
      unansweredIqs: { ...unansweredIqs },
    };
  }

  /** Ends every connection and waits until no phone has anything under way. */
  async stop(): Promise<void> {
    for (const session of this.#sessions) session.drop();
    await Promise.all(this.phones().map((phone) => phone.stop()));
  }

  async #link(account: Account, offer: PairingOffer, advSecret: Buffer): Promise<LinkedDevice> {
    this.desk.close(offer.session);
    const linked = await linkDevice(this.phoneOf(account), offer, advSecret);
    announceDevices(account, [...account.companions.keys()].slice(-1));
    offer.session.end(FAREWELLS.restart);
    return linked;
  }

  #createPhone(account: Account): Phone {
    const { phone: number } = account.data;
    const phone = new Phone(account, this.#memories.get(number) ?? newPhoneRecord(), this, this.log);
    this.#memories.delete(number);
    this.#phones.set(account, phone);
    return phone;
  }
}
