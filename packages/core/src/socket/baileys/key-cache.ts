import { LRUCache } from "lru-cache";

/** Characters of stored text that the values in memory stand for, of all tenants together. */
const MAX_CACHE_CHARACTERS = 16 * 1024 * 1024;

/** Each is used once and there are hundreds of them: they would only push the sessions out. */
const NEVER_CACHED = "pre-key";

interface Cached {
  readonly value: unknown;
  readonly characters: number;
}

type Entries = LRUCache<string, Cached>;

/** The keys that were used last, parsed, of all tenants in one bounded place. */
export class KeyCache {
  readonly #entries: Entries = new LRUCache({
    maxSize: MAX_CACHE_CHARACTERS,
    sizeCalculation: ({ characters }, key) => characters + key.length,
  });
  #scopes = 0;

  /** A part of the cache for one socket alone. What an earlier socket of the tenant had in it is not seen again. */
  scope(): KeyCacheScope {
    this.#scopes += 1;
    return new KeyCacheScope(this.#entries, this.#scopes);
  }
}

/**
 * One socket's keys. It never holds what the store does not. Baileys replaces values and does not change them, as its
 * own cache relies on too.
 */
export class KeyCacheScope {
  /** Counts writes, so that a read which a write overtook is not remembered. */
  writes = 0;

  constructor(
    private readonly entries: Entries,
    private readonly scope: number,
  ) {}

  /** The value, or `undefined` when it has to be read. */
  get(type: string, id: string): unknown {
    return this.entries.get(this.#key(type, id))?.value;
  }

  /** Remembers what the store holds. */
  keep(type: string, id: string, value: unknown, text: string): void {
    if (type !== NEVER_CACHED) this.entries.set(this.#key(type, id), { value, characters: text.length });
  }

  /** Forgets what is about to change. */
  forget(type: string, id: string): void {
    this.writes += 1;
    this.entries.delete(this.#key(type, id));
  }

  #key(type: string, id: string): string {
    return `${this.scope}\n${type}\n${id}`;
  }
}
