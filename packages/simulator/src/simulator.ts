import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { Group } from "./actors/group.ts";
import type { Phone } from "./actors/phone.ts";
import { Changes } from "./changes.ts";
import type { GroupOptions, PhoneOptions, SimulatorControls, Trust } from "./controls.ts";
import type { SimulatorState } from "./counters.ts";
import { SimulatorError } from "./errors.ts";
import type { Faults } from "./faults.ts";
import { DEFAULTS, type SimulatorOptions } from "./options.ts";
import { PhonePage } from "./phone/phone-page.ts";
import { createGroup } from "./protocol/group-members.ts";
import { Network } from "./protocol/network.ts";
import { numberFor } from "./protocol/pairing-desk.ts";
import { quietLibsignal } from "./quiet-libsignal.ts";
import { Screens } from "./screens.ts";
import { createSite } from "./site.ts";
import { readSnapshot, restoreSnapshot, type Snapshot, takeSnapshot } from "./snapshot.ts";
import { StateFile } from "./state/state-file.ts";
import { createAuthority } from "./wire/certificate-chain.ts";

const SOCKET_PATH = "/ws/chat";
/** The longest frame that three bytes of length can announce. */
const MAX_FRAME_BYTES = 2 ** 24;

/** A WhatsApp of one's own: real clients pair with it, log in and exchange encrypted messages, all on this machine. */
export class WhatsAppSimulator implements SimulatorControls {
  /** The screens that the phone in the browser can scan with one click: `simulator.screens.show(name, qr)`. */
  readonly screens: Screens;
  #stopped: Promise<void> | undefined;
  #named = 0;

  private constructor(
    private readonly network: Network,
    private readonly server: Server,
    private readonly sockets: WebSocketServer,
    private readonly file: StateFile<Snapshot> | undefined,
    private readonly unquiet: () => void,
    private readonly changes: Changes,
  ) {
    this.screens = new Screens(() => changes.announce());
  }

  /** Starts listening. Rejects when the port is taken or the state file cannot be read. */
  static async start(options: SimulatorOptions = {}): Promise<WhatsAppSimulator> {
    const { host, port, persistDelayMs, qrFirstMs, qrNextMs, log, stateFile } = { ...DEFAULTS, ...options };
    const snapshot = stateFile === undefined ? undefined : await readSnapshot(stateFile);
    let file: StateFile<Snapshot> | undefined;
    const changes = new Changes();
    const network = new Network({
      authority: snapshot?.authority ?? createAuthority(),
      qrLifetimes: { firstMs: qrFirstMs, nextMs: qrNextMs },
      log,
      changed: () => {
        file?.changed();
        changes.announce();
      },
      cameOrWent: () => changes.announce(),
    });
    if (snapshot) restoreSnapshot(network, snapshot);
    if (stateFile !== undefined) {
      const failed = (error: unknown) => log("state file not written", { error: String(error) });
      file = new StateFile(stateFile, persistDelayMs, () => takeSnapshot(network), failed);
      await file.persist();
    }
    const server = createServer();
    const sockets = new WebSocketServer({
      server,
      path: SOCKET_PATH,
      perMessageDeflate: false,
      maxPayload: MAX_FRAME_BYTES,
    });
    sockets.on("connection", (socket) => network.accept(socket));
    await new Promise<void>((resolve, reject) => {
      sockets.once("error", reject);
      server.listen(port, host, resolve);
    });
    const simulator = new WhatsAppSimulator(network, server, sockets, file, quietLibsignal(), changes);
    server.on("request", createSite(simulator));
    return simulator;
  }

  /** What a client connects to: Baileys' `waWebSocketUrl`. */
  get url(): string {
    return `ws://${this.#authority}${SOCKET_PATH}`;
  }

  /** Where the admin API is. */
  get adminUrl(): string {
    return `http://${this.#authority}/admin`;
  }

  /** Where the phone in the browser is. */
  get phoneUrl(): string {
    return `http://${this.#authority}/phone/`;
  }

  get trust(): Trust {
    const { rootPublicKey } = this.network.authority;
    return { noiseRootPublicKey: Buffer.from(rootPublicKey).toString("hex"), mediaCa: null };
  }

  /** What goes wrong on purpose. */
  get faults(): Faults {
    return this.network.faults;
  }

  /** Counters. */
  state(): SimulatorState {
    return this.network.state();
  }

  /** All phones, in the order in which they were made. */
  phones(): Phone[] {
    return this.network.phones();
  }

  /** All groups. */
  groups(): Group[] {
    const { directory } = this.network;
    return directory.groups().map((group) => new Group(group, directory));
  }

  /** Calls back after every change of anything that a phone shows, until the returned function is called. */
  onChange(listener: () => void): () => void {
    return this.changes.listen(listener);
  }

  /** The phone in the browser, for a server of one's own; on the simulator's port it is there already. */
  phonePage(): PhonePage {
    return new PhonePage(this);
  }

  /** A phone, made if its number is new. Without a number it gets one that nobody has. */
  phone(number?: string, { name, business }: PhoneOptions = {}): Phone {
    const account = this.network.directory.ensureAccount(number === undefined ? this.#freeNumber() : digits(number));
    if (name !== undefined) account.data.name = name;
    if (business === false) account.data.business = null;
    else if (business !== undefined) account.data.business = business === true ? {} : business;
    account.changed();
    return this.network.phoneOf(account);
  }

  /** The phone of a person to whom no tenant is linked: the same thing under a telling name. */
  contact(number?: string, options?: PhoneOptions): Phone {
    return this.phone(number, options);
  }

  /** A phone that exists. Throws `UNKNOWN_PHONE`. */
  existingPhone(number: string): Phone {
    const account = this.network.directory.byPhone(digits(number));
    if (!account) throw new SimulatorError("UNKNOWN_PHONE", `there is no phone ${number}: create it first`);
    return this.network.phoneOf(account);
  }

  /** Makes a group. Throws `UNKNOWN_PHONE` or, without members, `INVALID_INPUT`. */
  group({ subject, members, addressingMode = "lid" }: GroupOptions): Group {
    const { directory } = this.network;
    const phones = members.map((member) => (typeof member === "string" ? this.existingPhone(member) : member));
    const [creator, ...others] = phones.map((phone) => phone.account);
    if (!creator) throw new SimulatorError("INVALID_INPUT", "a group needs at least one member");
    const group = createGroup(directory, creator, { subject, members: others, addressing: addressingMode });
    return new Group(group, directory);
  }

  /**
   * The phone whose owner would scan this code: its number follows from the client's push name. Baileys sends that only
   * if its `pushName` is set; otherwise the number follows from the client's device string and identity key. Throws `UNKNOWN_QR`.
   */
  phoneForQr(qr: string): Phone {
    const { name, pushName } = this.network.desk.scan(qr).offer;
    const phone = this.phone(numberFor(name));
    return pushName !== "" && phone.name === "" ? this.phone(phone.number, { name: pushName }) : phone;
  }

  /** Writes the state file now. Without one it does nothing. */
  async persist(): Promise<void> {
    await this.file?.persist();
  }

  /** Ends all connections and frees the port. May be called twice. Linked devices stay linked. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    await this.network.stop();
    this.sockets.close();
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
    await this.file?.close();
    this.unquiet();
  }

  get #authority(): string {
    const { address, port, family } = this.server.address() as AddressInfo;
    return `${family === "IPv6" ? `[${address}]` : address}:${port}`;
  }

  #freeNumber(): string {
    let number: string;
    do number = numberFor(`unnamed ${++this.#named}`);
    while (this.network.directory.byPhone(number));
    return number;
  }
}

/** Throws `INVALID_INPUT` unless it is a phone number: 5 to 15 digits (E.164), a plus sign allowed. */
function digits(number: string): string {
  const match = /^\+?(\d{5,15})$/.exec(number);
  if (!match?.[1]) throw new SimulatorError("INVALID_INPUT", "a phone number is 5 to 15 digits, country code first");
  return match[1];
}
