/** Steps of `config.db`. A step that was released is never changed; a new one is appended. */
export const CONFIG_MIGRATIONS: readonly string[] = [
  `CREATE TABLE users (
    tenant_id TEXT PRIMARY KEY,
    webhook_url TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT;`,
  `ALTER TABLE users ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE users ADD COLUMN tokens_valid_from INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX users_by_creation ON users (created_at, tenant_id);`,
  `CREATE TABLE business_info (
    tenant_id TEXT PRIMARY KEY,
    name TEXT,
    working_hours TEXT,
    location_url TEXT,
    shipping_details TEXT,
    instagram_url TEXT,
    website_url TEXT,
    mobile_numbers TEXT,
    fetched TEXT NOT NULL
  ) STRICT;`,
  `CREATE TABLE endpoints (
    number INTEGER PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    url TEXT NOT NULL,
    events TEXT NOT NULL,
    secrets TEXT NOT NULL,
    asks_for_qr INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    disabled_reason TEXT,
    disabled_at INTEGER,
    UNIQUE (tenant_id, id)
  ) STRICT;`,
];

/**
 * Steps of `whatsapp.db`. Tenants and chats have integer keys, so that a message repeats neither JID nor tenant. Each
 * page has an index in its own order, or SQLite would sort. A message's bytes stand last, so that what a list needs is
 * read without them.
 */
export const WHATSAPP_MIGRATIONS: readonly string[] = [
  `CREATE TABLE tenants (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL,
    arrivals INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE chats (
    id INTEGER PRIMARY KEY,
    tenant_id INTEGER NOT NULL,
    jid TEXT NOT NULL,
    alt_jid TEXT,
    name TEXT,
    push_name TEXT,
    unread_count INTEGER NOT NULL,
    last_message_at INTEGER NOT NULL,
    last_message_key INTEGER,
    UNIQUE (tenant_id, jid)
  ) STRICT;
  CREATE INDEX chats_page ON chats (tenant_id, last_message_at, jid);

  CREATE TABLE messages (
    key INTEGER PRIMARY KEY,
    chat_id INTEGER NOT NULL,
    id TEXT NOT NULL,
    timestamp INTEGER NOT NULL,
    arrival INTEGER NOT NULL,
    from_me INTEGER NOT NULL,
    sender TEXT,
    sender_name TEXT,
    type TEXT NOT NULL,
    text TEXT,
    quoted_id TEXT,
    details TEXT,
    status TEXT NOT NULL,
    edited_at INTEGER,
    revoked_at INTEGER,
    raw BLOB NOT NULL,
    UNIQUE (chat_id, id)
  ) STRICT;
  CREATE INDEX messages_page ON messages (chat_id, timestamp, arrival);

  CREATE TABLE early_changes (
    position INTEGER PRIMARY KEY,
    tenant_id INTEGER NOT NULL,
    chat TEXT NOT NULL,
    id TEXT NOT NULL,
    source TEXT NOT NULL,
    change TEXT NOT NULL,
    raw BLOB,
    UNIQUE (tenant_id, chat, id, source)
  ) STRICT;
  CREATE INDEX early_changes_age ON early_changes (tenant_id, position);

  CREATE TABLE identities (
    position INTEGER PRIMARY KEY,
    tenant_id INTEGER NOT NULL,
    lid TEXT NOT NULL,
    pn TEXT NOT NULL,
    UNIQUE (tenant_id, lid)
  ) STRICT;
  CREATE INDEX identities_pn ON identities (tenant_id, pn);

  CREATE TABLE syncs (
    id INTEGER PRIMARY KEY,
    count INTEGER NOT NULL
  ) STRICT;
  INSERT INTO syncs (id, count) VALUES (1, 0);`,
  `CREATE TABLE sends (
    tenant_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    key TEXT NOT NULL,
    id TEXT NOT NULL,
    chat TEXT NOT NULL,
    digest TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, number),
    UNIQUE (tenant_id, key)
  ) STRICT, WITHOUT ROWID;`,
  // The id stands beside the key: a message that is merged into its double gives its key away, and keeps its id.
  `ALTER TABLE tenants ADD COLUMN events INTEGER NOT NULL DEFAULT 0;
  CREATE TABLE events (
    tenant_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    type TEXT NOT NULL,
    message_key INTEGER,
    message_id TEXT,
    data TEXT,
    PRIMARY KEY (tenant_id, position)
  ) STRICT, WITHOUT ROWID;`,
  `CREATE TABLE webhook_lanes (
    tenant_id INTEGER NOT NULL,
    endpoint TEXT NOT NULL,
    position INTEGER NOT NULL,
    replays TEXT NOT NULL,
    head INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    next_try_at INTEGER NOT NULL,
    failing_since INTEGER,
    tries INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, endpoint)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE webhook_attempts (
    tenant_id INTEGER NOT NULL,
    endpoint TEXT NOT NULL,
    slot INTEGER NOT NULL,
    number INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    event TEXT NOT NULL,
    at INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    status INTEGER,
    error TEXT,
    PRIMARY KEY (tenant_id, endpoint, slot)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE webhook_dead_letters (
    tenant_id INTEGER NOT NULL,
    endpoint TEXT NOT NULL,
    position INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    event TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    status INTEGER,
    error TEXT NOT NULL,
    died_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, endpoint, position)
  ) STRICT, WITHOUT ROWID;`,
  // Tries that are noted together are one row, named by the last of them.
  `CREATE TABLE webhook_logs (
    tenant_id INTEGER NOT NULL,
    endpoint TEXT NOT NULL,
    last INTEGER NOT NULL,
    attempts TEXT NOT NULL,
    PRIMARY KEY (tenant_id, endpoint, last)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO webhook_logs
    SELECT tenant_id, endpoint, number, json_array(json_array(number, event_id, event, at, duration_ms, status, error))
    FROM webhook_attempts;
  DROP TABLE webhook_attempts;`,
];

/** Steps of `auth.db`. */
export const AUTH_MIGRATIONS: readonly string[] = [
  `CREATE TABLE entries (
    tenant TEXT NOT NULL,
    type TEXT NOT NULL,
    id TEXT NOT NULL,
    value TEXT NOT NULL,
    UNIQUE (tenant, type, id)
  ) STRICT;
  CREATE INDEX entries_paired ON entries (tenant) WHERE type = 'creds' AND id = '';

  CREATE TABLE quarantine (
    quarantined_at INTEGER NOT NULL,
    tenant TEXT NOT NULL,
    type TEXT NOT NULL,
    id TEXT NOT NULL,
    value TEXT NOT NULL
  ) STRICT;`,
];
