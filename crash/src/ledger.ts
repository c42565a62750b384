import { type Findings, joinFindings } from "./findings.ts";

/** Something that the simulator has taken from its author. */
export interface Sent {
  /** The id of its stanza. */
  readonly id: string;
  /** The tenants that must have it. */
  readonly readers: readonly string[];
  /** The message that it edits or takes back, by its token. */
  readonly changes?: string;
  /** Whether its text, which begins with its token, must be in the store. A revoke has none. */
  readonly hasText: boolean;
}

/** Something for each tenant. */
type ByTenant<Items> = ReadonlyMap<string, Items>;

/** Who must have which message. Each message, edit and revoke has a token of its own. */
export class Ledger {
  readonly #sent = new Map<string, Sent>();
  #last = 0;

  /** A token that nothing else has. */
  nextToken(label: string): string {
    this.#last += 1;
    return `${label}#${this.#last}`;
  }

  /** To be called when the simulator has taken it. */
  sent(token: string, sent: Sent): void {
    this.#sent.set(token, sent);
  }

  /** How much has left the queues of the tenants. What has two readers counts twice. */
  delivered(queued: ByTenant<ReadonlySet<string>>): number {
    return [...this.#delivered(queued).values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Holds the texts that tenants have in store against what was delivered to them. */
  compare(texts: ByTenant<readonly string[]>, queued: ByTenant<ReadonlySet<string>>): Findings {
    const delivered = this.#delivered(queued);
    const tenants = [...new Set([...texts.keys(), ...delivered.keys()])];
    return joinFindings(
      tenants.map((tenant) => this.#compareOne(tenant, texts.get(tenant) ?? [], delivered.get(tenant) ?? new Map())),
    );
  }

  #compareOne(tenant: string, texts: readonly string[], delivered: ReadonlyMap<string, Sent>): Findings {
    const lost = new Set<string>();
    const doubled = new Set<string>();
    const mixed = new Set<string>();
    const stored = new Set<string>();
    for (const token of texts.flatMap(tokenOf)) {
      if (stored.has(token)) doubled.add(token);
      if (this.#sent.get(token)?.readers.includes(tenant) !== true) mixed.add(token);
      stored.add(token);
    }
    const changed = new Set([...delivered.values()].map(({ changes }) => changes));
    for (const [token, { changes, hasText }] of delivered) {
      if (hasText && !changed.has(token) && !stored.has(token)) lost.add(token);
      if (changes === undefined || !stored.has(changes)) continue;
      // The text that should be gone is still there: instead of the new one, or beside it.
      if (stored.has(token)) doubled.add(token);
      else lost.add(token);
    }
    const named = (tokens: Iterable<string>) => [...tokens].map((token) => `${tenant} ${this.#describe(token)}`);
    return { lost: named(lost), doubled: named(doubled), mixed: named(mixed) };
  }

  /** With the stanza's id, so that it can be found in the logs. */
  #describe(token: string): string {
    const sent = this.#sent.get(token);
    if (sent === undefined) return token;
    return sent.changes === undefined ? `${token} (${sent.id})` : `${token} (${sent.id}, changes ${sent.changes})`;
  }

  #delivered(queued: ByTenant<ReadonlySet<string>>): ByTenant<ReadonlyMap<string, Sent>> {
    const delivered = new Map<string, Map<string, Sent>>();
    for (const [token, sent] of this.#sent) {
      for (const reader of sent.readers) {
        if (queued.get(reader)?.has(sent.id) === true) continue;
        const own = delivered.get(reader) ?? new Map<string, Sent>();
        delivered.set(reader, own.set(token, sent));
      }
    }
    return delivered;
  }
}

/** The first word of a text of ours. Other texts have no such word. */
const tokenOf = (text: string): readonly string[] => /^[a-z]\d+#\d+(?= )/.exec(text) ?? [];
