import makeWASocket, {
  type AuthenticationCreds,
  addTransactionCapability,
  type BaileysEventMap,
  Browsers,
  type ConnectionState,
  initAuthCreds,
  type MessageUserReceiptUpdate,
  type proto,
  type SignalDataSet,
  type SignalDataTypeMap,
  type SignalKeyStore,
  type UserFacingSocketConfig,
  type WAMessage,
  type WASocket,
} from "@whiskeysockets/baileys";
import type { Phone, WhatsAppSimulator } from "../src/index.ts";

/** Nothing a test waits for takes longer on a busy machine. */
const TIMEOUT_MS = 20_000;
const SILENT = { level: "silent", child: () => SILENT, trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** What survives a reconnect of a client. */
export interface Auth {
  readonly creds: AuthenticationCreds;
  readonly keys: SignalKeyStore;
}

export function newAuth(): Auth {
  return { creds: initAuthCreds(), keys: memoryKeys() };
}

function memoryKeys(): SignalKeyStore {
  const data = new Map<string, unknown>();
  const get = <T extends keyof SignalDataTypeMap>(type: T, ids: string[]) => {
    const found: Record<string, SignalDataTypeMap[T]> = {};
    for (const id of ids) {
      const value = data.get(`${type}|${id}`);
      if (value !== undefined) found[id] = value as SignalDataTypeMap[T];
    }
    return found;
  };
  const set = (changes: SignalDataSet) => {
    for (const [type, values] of Object.entries(changes)) {
      for (const [id, value] of Object.entries(values ?? {})) {
        if (value === null) data.delete(`${type}|${id}`);
        else data.set(`${type}|${id}`, value);
      }
    }
  };
  return addTransactionCapability({ get, set }, SILENT, { maxCommitRetries: 1, delayBetweenTriesMs: 10 });
}

/** A real Baileys socket that remembers what it emitted, so that a test can wait for what has already happened. */
export class Client {
  readonly socket: WASocket;
  readonly updates: Partial<ConnectionState>[] = [];
  readonly messages: { readonly message: WAMessage; readonly type: string }[] = [];
  readonly statuses: { readonly id: string; readonly status: number }[] = [];
  readonly receipts: MessageUserReceiptUpdate[] = [];
  readonly acked: string[] = [];
  readonly #sent = new Map<string, proto.IMessage>();
  readonly #checks = new Set<() => void>();

  constructor(
    simulator: { readonly url: string },
    readonly auth: Auth,
    config: Partial<UserFacingSocketConfig> = {},
  ) {
    this.socket = makeWASocket({
      auth,
      waWebSocketUrl: simulator.url,
      logger: SILENT,
      browser: Browsers.ubuntu("Chrome"),
      shouldSyncHistoryMessage: () => false,
      getMessage: async ({ id }) => this.#sent.get(id ?? ""),
      ...config,
    });
    this.on("creds.update", (creds) => void Object.assign(auth.creds, creds));
    this.on("connection.update", (update) => void this.updates.push(update));
    this.on("messages.upsert", ({ messages, type }) => {
      for (const message of messages) {
        this.messages.push({ message, type });
        // Receipts of the same moment are folded into the message itself (hazard 5).
        if (message.key.fromMe) this.statuses.push({ id: message.key.id ?? "", status: message.status ?? 0 });
      }
    });
    this.on("messages.update", (changes) => {
      for (const { key, update } of changes) this.statuses.push({ id: key.id ?? "", status: update.status ?? 0 });
    });
    this.on("message-receipt.update", (receipts) => void this.receipts.push(...receipts));
    this.socket.ws.on("CB:ack,class:message", ({ attrs }: { attrs: { id: string } }) => {
      this.acked.push(attrs.id);
      this.#check();
    });
  }

  /** Listens, and lets waiting tests look again after each event. */
  on<T extends keyof BaileysEventMap>(event: T, listener: (data: BaileysEventMap[T]) => void): void {
    this.socket.ev.on(event, (data) => {
      listener(data);
      this.#check();
    });
  }

  /** Resolves with the first thing that `find` finds, now or after a later event. */
  until<T>(what: string, find: () => T | undefined): Promise<T> {
    const there = find();
    if (there !== undefined) return Promise.resolve(there);
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = find();
        if (found === undefined) return;
        done();
        resolve(found);
      };
      const timer = setTimeout(() => {
        done();
        reject(new Error(`${what}: not within ${TIMEOUT_MS} ms; updates: ${JSON.stringify(this.updates)}`));
      }, TIMEOUT_MS);
      const done = () => {
        clearTimeout(timer);
        this.#checks.delete(check);
      };
      this.#checks.add(check);
    });
  }

  qr(): Promise<string> {
    return this.until("QR", () => this.updates.findLast(({ qr }) => qr !== undefined)?.qr);
  }

  opened(): Promise<unknown> {
    return this.until("open", () => this.updates.find(({ connection }) => connection === "open"));
  }

  /** The status code with which the connection ended. */
  async closed(): Promise<number | undefined> {
    const update = await this.until("close", () => this.updates.find(({ connection }) => connection === "close"));
    const error = update.lastDisconnect?.error;
    return error && "output" in error ? (error.output as { statusCode: number }).statusCode : undefined;
  }

  received(text: string): Promise<{ message: WAMessage; type: string }> {
    return this.until(`message "${text}"`, () => this.messages.find(({ message }) => textOf(message) === text));
  }

  /** What was shown so far, messages without text left out. */
  texts(): string[] {
    return this.messages.flatMap(({ message }) => textOf(message) ?? []);
  }

  /** Resolves when a message that this client sent has reached a status: 3 delivered, 4 read. */
  reached(id: string, status: number): Promise<unknown> {
    const reached = () => this.statuses.find((change) => change.id === id && change.status >= status);
    return this.until(`status ${status} of ${id}`, reached);
  }

  /** Resolves when the server has confirmed that it took a message. */
  confirmed(id: string): Promise<unknown> {
    return this.until(`ack of ${id}`, () => this.acked.find((each) => each === id));
  }

  /** Sends a text; resolves with its id. */
  async send(to: string, text: string): Promise<string> {
    const sent = await this.socket.sendMessage(to, { text });
    const id = sent?.key.id ?? "";
    this.#sent.set(id, { conversation: text });
    return id;
  }

  /** Closes as an application does that goes on later. */
  async close(): Promise<void> {
    this.socket.ev.flush();
    await this.socket.end(undefined);
  }

  #check(): void {
    for (const check of [...this.#checks]) check();
  }
}

export function textOf({ message }: WAMessage): string | undefined {
  return message?.conversation ?? message?.extendedTextMessage?.text ?? undefined;
}

/** Runs a test's clients and makes sure that none outlives it. */
export class Clients {
  readonly #open = new Set<Client>();

  connect(simulator: { readonly url: string }, auth: Auth, config?: Partial<UserFacingSocketConfig>): Client {
    const client = new Client(simulator, auth, config);
    this.#open.add(client);
    return client;
  }

  /** Pairs by QR and logs in: what a user does once. */
  async paired(simulator: WhatsAppSimulator, phone: Phone, config?: Partial<UserFacingSocketConfig>): Promise<Client> {
    const auth = newAuth();
    const pairing = this.connect(simulator, auth, config);
    await phone.scanQr(await pairing.qr());
    await pairing.closed();
    return this.loggedIn(simulator, auth, config);
  }

  async loggedIn(
    simulator: { readonly url: string },
    auth: Auth,
    config?: Partial<UserFacingSocketConfig>,
  ): Promise<Client> {
    const client = this.connect(simulator, auth, config);
    await client.opened();
    return client;
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#open].map((client) => client.close()));
    this.#open.clear();
  }
}
