import type { Database, Statement } from "better-sqlite3";
import type { TenantId } from "../../types/tenant.ts";
import type { Rows } from "../rows.ts";
import { openDatabase } from "./database.ts";
import { GroupCommit } from "./group-commit.ts";
import { WHATSAPP_MIGRATIONS } from "./schema.ts";
import { ChatStatements, SqliteChatRows } from "./sqlite-chat-rows.ts";
import { EarlyStatusStatements, SqliteEarlyStatusRows } from "./sqlite-early-status-rows.ts";
import { IdentityStatements, SqliteIdentityRows } from "./sqlite-identity-rows.ts";
import { SqliteMessageRows } from "./sqlite-message-rows.ts";

/** `whatsapp.db`, open, with every statement of its writers prepared once. */
export class WhatsappDatabase {
  readonly database: Database;
  readonly commits: GroupCommit;
  readonly #chats: ChatStatements;
  readonly #messages: SqliteMessageRows;
  readonly #earlyStatuses: EarlyStatusStatements;
  readonly #identities: IdentityStatements;
  readonly #tenantKey: Statement<[TenantId], { id: number }>;
  readonly #addTenant: Statement<[TenantId]>;

  constructor(directory: string) {
    const database = openDatabase(directory, "whatsapp.db", WHATSAPP_MIGRATIONS);
    this.database = database;
    this.commits = new GroupCommit(database);
    this.#chats = new ChatStatements(database);
    this.#messages = new SqliteMessageRows(database);
    this.#earlyStatuses = new EarlyStatusStatements(database);
    this.#identities = new IdentityStatements(database);
    this.#tenantKey = database.prepare("SELECT id FROM tenants WHERE name = ?");
    this.#addTenant = database.prepare("INSERT INTO tenants (name) VALUES (?)");
  }

  /** The rows of a tenant, which is added when it is new. Call it within a commit. */
  rowsOf(tenant: TenantId): Rows {
    const known = this.#tenantKey.get(tenant)?.id;
    const tenantKey = known ?? Number(this.#addTenant.run(tenant).lastInsertRowid);
    return {
      chats: new SqliteChatRows(this.#chats, tenantKey),
      messages: this.#messages,
      earlyStatuses: new SqliteEarlyStatusRows(this.#earlyStatuses, tenantKey),
      identities: new SqliteIdentityRows(this.#identities, tenantKey),
    };
  }

  /** Commits what is gathered, then closes the file. */
  close(): void {
    this.commits.flush();
    this.database.close();
  }
}
