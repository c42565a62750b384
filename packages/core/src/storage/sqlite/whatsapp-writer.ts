import type { Database } from "better-sqlite3";
import type { NewFeedEvent } from "../../types/feed-event.ts";
import type { IngestRecord } from "../../types/ingest-record.ts";
import type { TenantId } from "../../types/tenant.ts";
import { applyRecords } from "../apply-records.ts";
import type { Rows } from "../rows.ts";
import type { KeyedSend } from "../send-store.ts";
import { type AppliedReply, toReply } from "./applied-reply.ts";
import { openDatabase } from "./database.ts";
import { DeliveryStatements } from "./delivery-statements.ts";
import { eraseTenant } from "./erase-tenant.ts";
import { GroupCommit } from "./group-commit.ts";
import type { PackedProgress } from "./packed-attempts.ts";
import { WHATSAPP_MIGRATIONS } from "./schema.ts";
import { prepareSearch } from "./search-index.ts";
import { SendStatements } from "./send-statements.ts";
import { ChatStatements, SqliteChatRows } from "./sqlite-chat-rows.ts";
import { EarlyChangeStatements, SqliteEarlyChangeRows } from "./sqlite-early-change-rows.ts";
import { EventStatements, SqliteEventRows } from "./sqlite-event-rows.ts";
import { IdentityStatements, SqliteIdentityRows } from "./sqlite-identity-rows.ts";
import { SqliteMessageRows } from "./sqlite-message-rows.ts";
import { SqliteTenantRow, TenantStatements } from "./sqlite-tenant-row.ts";

/**
 * A batch goes to chats all over the file, so that small pages and rare checkpoints write the fewest bytes for a message:
 * measured, about half of what pages of 4096 bytes and a WAL of 16 MB write. A long checkpoint holds up this thread alone.
 */
const LAYOUT = { pageBytes: 2048, walBytes: 64 * 1024 * 1024 };

/** The one writer of `whatsapp.db`, with every statement prepared once. Runs in a thread of its own. */
export class WhatsappWriter {
  readonly #database: Database;
  readonly #commits: GroupCommit;
  readonly #tenants: TenantStatements;
  readonly #chats: ChatStatements;
  readonly #messages: SqliteMessageRows;
  readonly #earlyChanges: EarlyChangeStatements;
  readonly #identities: IdentityStatements;
  readonly #sends: SendStatements;
  readonly #events: EventStatements;
  readonly #deliveries: DeliveryStatements;

  /** @throws StorageTooNewError */
  constructor(directory: string, search: boolean) {
    const database = openDatabase(directory, "whatsapp.db", WHATSAPP_MIGRATIONS, LAYOUT);
    const index = prepareSearch(database, search);
    this.#database = database;
    this.#commits = new GroupCommit(database);
    this.#tenants = new TenantStatements(database);
    this.#chats = new ChatStatements(database);
    this.#messages = new SqliteMessageRows(database, index);
    this.#earlyChanges = new EarlyChangeStatements(database);
    this.#identities = new IdentityStatements(database);
    this.#sends = new SendStatements(database);
    this.#events = new EventStatements(database);
    this.#deliveries = new DeliveryStatements(database);
  }

  /** What other threads may call. */
  methods() {
    return {
      // A batch out of a log is still there after a power failure; any other must be here.
      apply: ({
        tenant,
        records,
        position,
      }: {
        readonly tenant: TenantId;
        readonly records: readonly IngestRecord[];
        readonly position: number | undefined;
      }): Promise<AppliedReply> =>
        this.#commits.run(
          () => toReply(applyRecords(this.#rowsOf(tenant), records, position), records),
          position === undefined,
        ),
      claim: ({ tenant, send }: { readonly tenant: TenantId; readonly send: KeyedSend }): Promise<KeyedSend> =>
        this.#commits.run(() => this.#sends.claim(new SqliteTenantRow(this.#tenants, tenant).key, send), true),
      append: (wanted: { readonly tenant: TenantId; readonly events: readonly NewFeedEvent[] }): Promise<void> =>
        this.#commits.run(() => {
          const rows = this.#rowsOf(wanted.tenant);
          for (const event of wanted.events) rows.events.add({ ...event, message: null }, rows.tenant);
          rows.tenant.save(undefined);
        }, true),
      trim: async ({ tenant, upTo }: { readonly tenant: TenantId; readonly upTo: number }): Promise<void> => {
        const some = () => {
          const key = this.#tenants.find.get(tenant)?.id;
          if (key === undefined) return false;
          this.#deliveries.trim(key, upTo);
          return this.#events.trimSome(key, upTo);
        };
        // What comes back after a power failure is trimmed again.
        while (await this.#commits.run(some, false));
      },
      advance: (progress: readonly PackedProgress[]): Promise<void> =>
        this.#commits.run(() => {
          for (const one of progress) {
            this.#deliveries.advance(new SqliteTenantRow(this.#tenants, one.tenant).key, one);
          }
        }, false),
      removeLane: ({ tenant, endpoint }: { readonly tenant: TenantId; readonly endpoint: string }): Promise<void> =>
        this.#commits.run(() => {
          const key = this.#tenants.find.get(tenant)?.id;
          if (key !== undefined) this.#deliveries.remove(key, endpoint);
        }, true),
      sync: () => this.#commits.run(() => void this.#database.exec("UPDATE syncs SET count = count + 1"), true),
      erase: (tenant: TenantId) => eraseTenant(this.#database, this.#commits, tenant),
      close: () => {
        this.#commits.flush();
        this.#database.close();
      },
    };
  }

  #rowsOf(name: TenantId): Rows {
    const tenant = new SqliteTenantRow(this.#tenants, name);
    return {
      tenant,
      chats: new SqliteChatRows(this.#chats, tenant.key),
      messages: this.#messages,
      earlyChanges: new SqliteEarlyChangeRows(this.#earlyChanges, tenant.key),
      identities: new SqliteIdentityRows(this.#identities, tenant.key),
      events: new SqliteEventRows(this.#events, tenant.key),
    };
  }
}
