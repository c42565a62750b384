import type { Database } from "better-sqlite3";
import { StorageClosedError, StorageFailedError } from "../../errors.ts";
import type { Applied } from "../../types/applied.ts";
import type { IngestRecord } from "../../types/ingest-record.ts";
import type { TenantId } from "../../types/tenant.ts";
import type { BusinessStore } from "../business-store.ts";
import type { ChatStore } from "../chat-store.ts";
import type { DeliveryStore } from "../delivery-store.ts";
import type { EndpointStore } from "../endpoint-store.ts";
import type { EventFeed } from "../event-feed.ts";
import type { MessageStore } from "../message-store.ts";
import type { SendStore } from "../send-store.ts";
import type { Storage } from "../storage.ts";
import type { TenantStore } from "../tenant-store.ts";
import { fromReply } from "./applied-reply.ts";
import { SqliteChatReader } from "./chat-reader.ts";
import { ConfigDatabase } from "./config-database.ts";
import { openReader } from "./database.ts";
import { SqliteDeliveryReader } from "./delivery-reader.ts";
import { SqliteEventReader } from "./event-reader.ts";
import { type DirectoryLock, lockDirectory } from "./lock-directory.ts";
import { SqliteMessageJsonReader } from "./message-json-reader.ts";
import { SqliteMessageReader } from "./message-reader.ts";
import { SqliteMessageSearch } from "./message-search.ts";
import { packProgress } from "./packed-attempts.ts";
import { SqliteTenantReader } from "./tenant-reader.ts";
import { Thread } from "./thread/thread.ts";

/** Where the databases live, and what they hold. */
export interface SqliteStorageOptions {
  /** Directory of `config.db` and `whatsapp.db`; made when it is missing. One process uses it at a time. */
  readonly directory: string;
  /**
   * True to keep a full-text index, so that messages can be searched. It slows down storing, and the next `open` indexes
   * what is there already; turned off, the next `open` drops it. @defaultValue `false`
   */
  readonly search?: boolean;
}

const DEFAULTS = { search: false } satisfies Partial<SqliteStorageOptions>;

/**
 * So much of the file is read by memory map, which is all that SQLite can. With a million messages most pages of the file
 * are not in a connection's own cache, and copying them out of the system's made a page of messages 1.4 times as slow.
 */
const MAPPED_BYTES = 0x7fff0000;

/** Everything that is open between `open` and `close`. */
class OpenFiles {
  readonly chats: SqliteChatReader;
  readonly messages: SqliteMessageReader;
  readonly messagesAsJson: SqliteMessageJsonReader;
  readonly tenants: SqliteTenantReader;
  readonly events: SqliteEventReader;
  readonly deliveries: SqliteDeliveryReader;
  /** Absent without an index. */
  readonly search: SqliteMessageSearch | undefined;
  readonly #reader: Database;

  private constructor(
    readonly writer: Thread<"whatsapp">,
    readonly config: ConfigDatabase,
    { directory, search }: Required<SqliteStorageOptions>,
  ) {
    this.#reader = openReader(directory, "whatsapp.db");
    this.#reader.pragma(`mmap_size = ${MAPPED_BYTES}`);
    this.chats = new SqliteChatReader(this.#reader);
    this.messages = new SqliteMessageReader(this.#reader);
    this.messagesAsJson = new SqliteMessageJsonReader(this.#reader);
    this.tenants = new SqliteTenantReader(this.#reader);
    this.deliveries = new SqliteDeliveryReader(this.#reader);
    this.events = new SqliteEventReader(this.#reader, this.messages);
    this.search = search ? new SqliteMessageSearch(this.#reader) : undefined;
  }

  static async open(options: Required<SqliteStorageOptions>): Promise<OpenFiles> {
    const writer = await Thread.start("whatsapp", options);
    try {
      return new OpenFiles(writer, new ConfigDatabase(options.directory), options);
    } catch (error) {
      await writer.stop();
      throw error;
    }
  }

  /** What was handed in is stored first. */
  async close(): Promise<void> {
    this.#reader.close();
    this.config.close();
    try {
      await this.writer.call("close", undefined, "A batch");
    } finally {
      await this.writer.stop();
    }
  }
}

/**
 * Chats, messages and tenants in two SQLite files. Messages are written by a thread of its own, so that no disk holds up
 * the event loop. A batch is on disk, fsync included, when `apply` resolves, unless it came out of a log.
 */
export class SqliteStorage implements Storage {
  readonly tenants: TenantStore = {
    get: async (tenant) => this.#opened().config.get(tenant),
    save: async (tenant, change) => {
      const { config } = this.#opened();
      return storing("The tenant's configuration", () => config.save(tenant, change));
    },
    page: async (request) => this.#opened().config.page(request),
  };
  readonly business: BusinessStore = {
    get: async (tenant) => this.#opened().config.business.get(tenant),
    put: async (tenant, business) => {
      const { config } = this.#opened();
      storing("What a tenant tells about its business", () => config.business.put(tenant, business));
    },
  };
  readonly deliveries: DeliveryStore = {
    lanes: async (tenant) => this.#opened().deliveries.lanes(tenant),
    advance: async (progress) =>
      this.#opened().writer.call("advance", progress.map(packProgress), "What was delivered"),
    attempts: async (tenant, endpoint) => this.#opened().deliveries.attempts(tenant, endpoint),
    deadLetters: async (tenant, request) => this.#opened().deliveries.deadLetters(tenant, request),
    remove: async (tenant, endpoint) =>
      this.#opened().writer.call("removeLane", { tenant, endpoint }, "The removal of an endpoint"),
  };
  readonly endpoints: EndpointStore = {
    list: async (tenant) => this.#opened().config.endpoints.list(tenant),
    save: async (tenant, endpoint) => {
      const { endpoints } = this.#opened().config;
      storing("The endpoint", () => endpoints.save(tenant, endpoint));
    },
    remove: async (tenant, id) => {
      const { endpoints } = this.#opened().config;
      storing("The removal of an endpoint", () => endpoints.remove(tenant, id));
    },
    tenants: async () => this.#opened().config.endpoints.tenants(),
  };
  readonly chats: ChatStore = {
    page: async (tenant, request) => this.#opened().chats.page(tenant, request),
  };
  readonly messages: MessageStore;
  readonly sends: SendStore = {
    claim: async (tenant, send) => this.#opened().writer.call("claim", { tenant, send }, "The key of a send"),
  };
  readonly events: EventFeed = {
    append: async (tenant, events) => this.#opened().writer.call("append", { tenant, events }, "An event"),
    read: async (tenant, after, limit) => this.#opened().events.read(tenant, after, limit),
    end: async (tenant) => this.#opened().events.end(tenant),
    positionBefore: async (tenant, moment) => this.#opened().events.positionBefore(tenant, moment),
    trim: async (tenant, upTo) => this.#opened().writer.call("trim", { tenant, upTo }, "What became of old events"),
    tenants: async () => this.#opened().events.tenants(),
  };
  readonly #options: Required<SqliteStorageOptions>;
  #lock: DirectoryLock | undefined;
  #files: OpenFiles | undefined;
  /** Opening and closing, one after the other. */
  #turn: Promise<void> = Promise.resolve();

  constructor(options: SqliteStorageOptions) {
    this.#options = { ...DEFAULTS, ...options };
    this.messages = {
      page: async (tenant, chat, request) => this.#opened().messages.page(tenant, chat, request),
      pageAsJson: async (tenant, chat, request) => this.#opened().messagesAsJson.page(tenant, chat, request),
      find: async (tenant, id) => this.#opened().messages.find(tenant, id),
      ...(this.#options.search && { search: async (...request) => this.#index().search(...request) }),
    };
  }

  /** @throws StorageTooNewError, DirectoryInUseError, RestoreUnfinishedError */
  open(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#files !== undefined) return;
      const lock = lockDirectory(this.#options.directory, "whatsapp.db");
      try {
        this.#files = await OpenFiles.open(this.#options);
        this.#lock = lock;
      } catch (error) {
        lock.release();
        throw error;
      }
    });
  }

  async apply(tenant: TenantId, records: readonly IngestRecord[], position?: number): Promise<Applied> {
    const reply = await this.#opened().writer.call("apply", { tenant, records, position }, "A batch");
    return fromReply(reply, records);
  }

  async position(tenant: TenantId): Promise<number> {
    return this.#opened().tenants.position(tenant);
  }

  async sync(): Promise<void> {
    await this.#opened().writer.call("sync", undefined, "What was received");
  }

  async erase(tenant: TenantId): Promise<void> {
    const { writer, config } = this.#opened();
    await writer.call("erase", tenant, "The erasure of a tenant");
    storing("The erasure of a tenant", () => config.erase(tenant));
  }

  close(): Promise<void> {
    return this.#inTurn(async () => {
      const files = this.#files;
      this.#files = undefined;
      try {
        await files?.close();
      } finally {
        this.#lock?.release();
        this.#lock = undefined;
      }
    });
  }

  #opened(): OpenFiles {
    if (this.#files === undefined) throw new StorageClosedError();
    return this.#files;
  }

  #index(): SqliteMessageSearch {
    const { search } = this.#opened();
    if (search === undefined) throw new Error("The files were opened without an index");
    return search;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

function storing<Result>(what: string, work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    throw new StorageFailedError(what, { cause });
  }
}
