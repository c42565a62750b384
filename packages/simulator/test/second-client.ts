import { EventEmitter, once } from "node:events";
import { WaClient, type WaClientEventMap, type WaClientOptions } from "zapo-js/client";
import { createStore, type WaAuthStore, type WaStore, type WaStoreBackend } from "zapo-js/store";
import type { Phone, WhatsAppSimulator } from "../src/index.ts";

/** Nothing a test waits for takes longer on a busy machine. */
const TIMEOUT_MS = 20_000;
/** The serial that an intermediate certificate names as its issuer's. */
const ROOT_SERIAL = 0;

type IncomingMessage = Parameters<WaClientEventMap["message"]>[0];
type IncomingReceipt = Parameters<WaClientEventMap["message_receipt"]>[0];
type HistoryChunk = Parameters<WaClientEventMap["history_sync_chunk"]>[0];

/** The part of a decoded message that holds its text: zapo-js 0.3.0 ships no types for what it decodes. */
interface TextContent {
  readonly conversation?: string | null;
  readonly extendedTextMessage?: { readonly text?: string | null } | null;
}

/** What survives a reconnect of a client: everything zapo-js knows, in memory. */
function newMemory(): WaStore {
  let saved: Awaited<ReturnType<WaAuthStore["load"]>> = null;
  const auth: WaAuthStore = {
    load: async () => saved,
    save: async (credentials) => {
      saved = credentials;
    },
    clear: async () => {
      saved = null;
    },
  };
  // zapo-js has stores in memory for all but the credentials.
  const stores: Pick<WaStoreBackend["stores"], "auth"> = { auth: () => auth };
  return createStore({ backends: { own: { stores, caches: {} } as WaStoreBackend }, providers: { auth: "own" } });
}

/** A zapo-js client, every check of it left on, that remembers what it emitted so that a test can wait for it. */
export class SecondClient {
  readonly client: WaClient;
  readonly messages: IncomingMessage[] = [];
  readonly receipts: IncomingReceipt[] = [];
  readonly history: HistoryChunk[] = [];
  /** What zapo-js says of itself: some of its checks show nowhere else. */
  readonly log: string[] = [];
  readonly #news = new EventEmitter().setMaxListeners(0);
  #qr: string | undefined;
  #loggedIn = false;

  constructor(
    simulator: WhatsAppSimulator,
    readonly memory: WaStore,
    options: Partial<WaClientOptions> = {},
  ) {
    const note = (message: string, context?: Readonly<Record<string, unknown>>) => {
      this.log.push(typeof context?.message === "string" ? `${message}: ${context.message}` : message);
      this.#news.emit("news");
    };
    const logger = { level: "debug", trace() {}, debug: note, info: note, warn: note, error: note } as const;
    const noiseRootCa = { publicKey: Buffer.from(simulator.trust.noiseRootPublicKey, "hex"), serial: ROOT_SERIAL };
    this.client = new WaClient(
      {
        store: memory,
        sessionId: "second",
        chatSocketUrls: [simulator.url],
        testHooks: { noiseRootCa },
        history: { enabled: true },
        // A handshake that fails is a failure, not a reason to try a simpler one.
        maxReconnectAttempts: 0,
        reconnectIntervalMs: 1,
        ...options,
      },
      logger,
    );
    this.on("auth_qr", ({ qr }) => {
      this.#qr = qr;
    });
    this.on("connection_success", () => {
      this.#loggedIn = true;
    });
    this.on("history_sync_chunk", (chunk) => void this.history.push(chunk));
    this.on("message", (message) => void this.messages.push(message));
    this.on("message_receipt", (receipt) => void this.receipts.push(receipt));
  }

  /** Listens, and lets waiting tests look again after each event. */
  on<T extends keyof WaClientEventMap>(
    event: T,
    listener: (payload: Parameters<WaClientEventMap[T]>[0]) => void,
  ): void {
    this.client.on(event as string, (payload) => {
      listener(payload as Parameters<WaClientEventMap[T]>[0]);
      this.#news.emit("news");
    });
  }

  /** Resolves with the first thing that `find` finds, now or after a later event. */
  async until<T>(what: string, find: () => T | undefined): Promise<T> {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      await once(this.#news, "news", { signal }).catch((cause: unknown) => {
        throw new Error(`${what}: not within ${TIMEOUT_MS} ms; log: ${this.log.join(" | ")}`, { cause });
      });
    }
  }

  /** Connects; resolves with the code to scan. */
  async qr(): Promise<string> {
    await this.client.connect();
    return this.until("QR", () => this.#qr);
  }

  async loggedIn(): Promise<void> {
    await this.until("login", () => this.#loggedIn || undefined);
  }

  received(text: string): Promise<IncomingMessage> {
    return this.until(`message "${text}"`, () => this.messages.find((message) => textOf(message) === text));
  }

  /** Resolves when a receipt for a message came: one without a type says that it was delivered. */
  receipt(id: string, type: string | undefined): Promise<IncomingReceipt> {
    const wanted = ({ stanzaId, stanzaType }: IncomingReceipt) => stanzaId === id && stanzaType === type;
    return this.until(`receipt ${type ?? "delivered"} of ${id}`, () => this.receipts.find(wanted));
  }

  logged(line: string): Promise<string> {
    return this.until(`"${line}"`, () => this.log.find((each) => each.startsWith(line)));
  }

  /** Sends a text; resolves with its id when the server has taken it. */
  async send(to: string, text: string): Promise<string> {
    return (await this.client.sendMessage(to, text)).id;
  }
}

function textOf({ message }: IncomingMessage): string | undefined {
  const content = message as TextContent | undefined;
  return content?.conversation ?? content?.extendedTextMessage?.text ?? undefined;
}

/** Runs a test's clients and makes sure that none outlives it. */
export class SecondClients {
  readonly #open = new Set<SecondClient>();

  create(
    simulator: WhatsAppSimulator,
    memory: WaStore = newMemory(),
    options?: Partial<WaClientOptions>,
  ): SecondClient {
    const client = new SecondClient(simulator, memory, options);
    this.#open.add(client);
    return client;
  }

  /** Pairs by QR; resolves when the client has logged in by itself. */
  async paired(simulator: WhatsAppSimulator, phone: Phone): Promise<SecondClient> {
    const client = this.create(simulator);
    await phone.scanQr(await client.qr());
    await client.loggedIn();
    return client;
  }

  async closeAll(): Promise<void> {
    const open = [...this.#open];
    this.#open.clear();
    await Promise.all(open.map(({ client }) => client.disconnect()));
    // Only now: two clients may share a memory, and one that is disconnecting waits for what it still writes.
    await Promise.all([...new Set(open.map(({ memory }) => memory))].map((memory) => memory.destroy()));
  }
}
