import type { BinaryNode, GroupMetadata } from "@whiskeysockets/baileys";
import { LRUCache } from "lru-cache";
import { bareJid, isGroup, type Jid } from "../../types/jid.ts";

/** Members in memory, of all groups of all tenants together. */
const MAX_MEMBERS = 100_000;
/** Should WhatsApp ever not tell of a change. */
const LIFE_MS = 60 * 60 * 1000;

type Groups = LRUCache<string, GroupMetadata>;

/** Who is in the groups that were written to last: without it, each message to a group costs a query. */
export class GroupCache {
  readonly #groups: Groups = new LRUCache({
    maxSize: MAX_MEMBERS,
    ttl: LIFE_MS,
    sizeCalculation: ({ participants }) => participants.length + 1,
  });
  #scopes = 0;

  /** One socket's part. It begins empty: what changed while no socket was open, nobody has told. */
  scope(ask: (group: Jid) => Promise<GroupMetadata>): GroupScope {
    this.#scopes += 1;
    return new GroupScope(this.#groups, this.#scopes, ask);
  }
}

/** The groups as one socket knows them. */
export class GroupScope {
  /** Questions under way, so that each is asked once. A change removes one, whose answer is not remembered then. */
  readonly #asked = new Map<Jid, Promise<GroupMetadata>>();

  constructor(
    private readonly groups: Groups,
    private readonly scope: number,
    private readonly ask: (group: Jid) => Promise<GroupMetadata>,
  ) {}

  /** The group as WhatsApp described it last. */
  async get(group: Jid): Promise<GroupMetadata> {
    return this.groups.get(this.#key(group)) ?? this.#asked.get(group) ?? this.#askFor(group);
  }

  /** To be told of what WhatsApp says of groups: notifications of a change, and acks that name other members than ours. */
  readonly notice = ({ tag, attrs: { from, type, phash } }: BinaryNode): void => {
    if (from === undefined || !isGroup(from)) return;
    if ((tag === "notification" && type === "w:gp2") || phash !== undefined) this.#forget(bareJid(from));
  };

  #forget(group: Jid): void {
    this.#asked.delete(group);
    this.groups.delete(this.#key(group));
  }

  #askFor(group: Jid): Promise<GroupMetadata> {
    const asked = this.ask(group)
      .then((metadata) => {
        if (this.#asked.get(group) === asked) this.groups.set(this.#key(group), metadata);
        return metadata;
      })
      .finally(() => {
        if (this.#asked.get(group) === asked) this.#asked.delete(group);
      });
    this.#asked.set(group, asked);
    return asked;
  }

  #key(group: Jid): string {
    return `${this.scope} ${group}`;
  }
}
