import { StorageClosedError, StorageFailedError } from "../../errors.ts";
import type { Applied } from "../../types/applied.ts";
import type { IngestRecord } from "../../types/ingest-record.ts";
import type { TenantId } from "../../types/tenant.ts";
import { applyRecords } from "../apply-records.ts";
import type { ChatStore } from "../chat-store.ts";
import type { MessageStore } from "../message-store.ts";
import type { Storage } from "../storage.ts";
import type { TenantStore } from "../tenant-store.ts";
import { SqliteChatReader } from "./chat-reader.ts";
import { ConfigDatabase } from "./config-database.ts";
import { SqliteMessageReader } from "./message-reader.ts";
import { WhatsappDatabase } from "./whatsapp-database.ts";

/** Where the databases live. */
export interface SqliteStorageOptions {
  /** Directory of `config.db` and `whatsapp.db`; made when it is missing. One process uses it at a time. */
  readonly directory: string;
}

/** Everything that is open between `open` and `close`. */
class OpenFiles {
  readonly whatsapp: WhatsappDatabase;
  readonly config: ConfigDatabase;
  readonly chats: SqliteChatReader;
  readonly messages: SqliteMessageReader;

  constructor(directory: string) {
    this.whatsapp = new WhatsappDatabase(directory);
    try {
      this.config = new ConfigDatabase(directory);
    } catch (error) {
      this.whatsapp.close();
      throw error;
    }
    this.chats = new SqliteChatReader(this.whatsapp.database);
    this.messages = new SqliteMessageReader(this.whatsapp.database);
  }

  close(): void {
    this.whatsapp.close();
    this.config.close();
  }
}

/** Chats, messages and tenants in two SQLite files. A batch is on disk, fsync included, when `apply` resolves. */
export class SqliteStorage implements Storage {
  readonly tenants: TenantStore = {
    get: async (tenant) => this.#opened().config.get(tenant),
    save: async (tenant, change) => {
      const { config } = this.#opened();
      const saved = storing("The tenant's configuration", () => config.save(tenant, change));
      if (saved === undefined) throw new Error("SQLite returned no row for an upsert");
      return saved;
    },
  };
  readonly chats: ChatStore = {
    page: async (tenant, request) => this.#opened().chats.page(tenant, request),
  };
  readonly messages: MessageStore = {
    page: async (tenant, chat, request) => this.#opened().messages.page(tenant, chat, request),
    find: async (tenant, id) => this.#opened().messages.find(tenant, id),
  };
  readonly #directory: string;
  #files: OpenFiles | undefined;

  constructor({ directory }: SqliteStorageOptions) {
    this.#directory = directory;
  }

  /** @throws StorageTooNewError when a newer version of Polyphone has written the files. */
  async open(): Promise<void> {
    this.#files ??= new OpenFiles(this.#directory);
  }

  async apply(tenant: TenantId, records: readonly IngestRecord[]): Promise<Applied> {
    const { whatsapp } = this.#opened();
    return whatsapp.commits.run(() => applyRecords(whatsapp.rowsOf(tenant), records));
  }

  async close(): Promise<void> {
    const files = this.#files;
    this.#files = undefined;
    files?.close();
  }

  #opened(): OpenFiles {
    if (this.#files === undefined) throw new StorageClosedError();
    return this.#files;
  }
}

function storing<Result>(what: string, work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    throw new StorageFailedError(what, { cause });
  }
}
