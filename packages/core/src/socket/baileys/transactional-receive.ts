import {
  type AuthenticationCreds,
  type BinaryNode,
  cleanMessage,
  decodeMessageNode,
  MISSING_KEYS_ERROR_TEXT,
  proto,
  type SocketConfig,
  unpadRandomMax16,
  type WAMessage,
} from "@whiskeysockets/baileys";

type MakeRepository = SocketConfig["makeSignalRepository"];
type GroupKeys = Pick<ReturnType<MakeRepository>, "processSenderKeyDistributionMessage">;
type GroupKey = Parameters<GroupKeys["processSenderKeyDistributionMessage"]>[0];

/** What a decrypted message needs of the socket it came by. */
export interface ReceiveEnds {
  /** Resolves when the message survives a crash. `adminRevoke` is the server's word that an administrator took it back. */
  keep(info: WAMessage, adminRevoke: boolean): Promise<void>;
  /** The content of a message that was kept before, by its key. */
  recall(info: WAMessage): Promise<proto.IMessage | undefined>;
}

/** The stanza's mark of a message that a group's administrator takes back. Source: WhatsApp Web, `edit` of `<message>`. */
const ADMIN_REVOKE = "8";
/** So many ids are remembered of what hides itself. */
const MAX_HIDDEN = 1000;

/**
 * Decrypts so that a message is on disk before Baileys can confirm it to WhatsApp. The step of the ratchet commits after
 * the message, in one transaction around both: a crash in between is redelivered, and what was stored already is
 * completed.
 */
export class TransactionalReceive {
  /** Whose ciphertext it is: Baileys hands the stanza's own buffers to the decryption. */
  readonly #stanzas = new WeakMap<Uint8Array, BinaryNode>();
  readonly #hidden = new Set<string>();
  /** Keys of groups that are taken already, until Baileys takes them too. */
  readonly #groupKeys = new Set<string>();
  #ends: ReceiveEnds | undefined;

  constructor(private readonly creds: AuthenticationCreds) {}

  /** To be told of every message stanza before it is decrypted. */
  readonly expect = (stanza: BinaryNode): void => {
    for (const { attrs, content } of encryptedIn(stanza)) {
      if (content instanceof Uint8Array) this.#stanzas.set(content, stanza);
      if (attrs["decrypt-fail"] === "hide" && stanza.attrs.id !== undefined) this.#hide(stanza.attrs.id);
    }
  };

  /** True for an edit, a revoke or a reaction: its author wants no empty place shown where it cannot be read. */
  hides(id: string): boolean {
    return this.#hidden.has(id);
  }

  #hide(id: string): void {
    if (this.#hidden.size >= MAX_HIDDEN) this.#hidden.clear();
    this.#hidden.add(id);
  }

  /** Called before anything arrives. */
  start(ends: ReceiveEnds): void {
    this.#ends = ends;
  }

  /** Puts itself around the decryption of a repository. */
  readonly around =
    (make: MakeRepository): MakeRepository =>
    (auth, ...rest) => {
      const { keys } = auth;
      if (!("transaction" in keys)) throw new TypeError("Baileys gave a repository keys without transactions.");
      const inner = make(auth, ...rest);
      const transaction = (ciphertext: Uint8Array, lock: string, decrypt: () => Promise<Uint8Array>) =>
        keys.transaction(() => this.#receive(ciphertext, decrypt, inner), lock);
      return {
        ...inner,
        decryptMessage: (args) => transaction(args.ciphertext, args.jid, () => inner.decryptMessage(args)),
        decryptGroupMessage: (args) => transaction(args.msg, args.group, () => inner.decryptGroupMessage(args)),
        processSenderKeyDistributionMessage: async (args) => {
          if (!this.#groupKeys.delete(nameOf(args.item))) await inner.processSenderKeyDistributionMessage(args);
        },
      };
    };

  async #receive(ciphertext: Uint8Array, decrypt: () => Promise<Uint8Array>, keys: GroupKeys): Promise<Uint8Array> {
    const stanza = this.#stanzas.get(ciphertext);
    if (stanza === undefined || this.#ends === undefined) return decrypt();
    let plaintext: Uint8Array;
    try {
      plaintext = await decrypt();
    } catch (error) {
      return this.#again(this.#ends, stanza, ciphertext, error);
    }
    const { author, info } = this.#read(stanza, plaintext);
    if (info === undefined) return plaintext;
    const item = info.message?.senderKeyDistributionMessage;
    if (item != null) await this.#takeGroupKey(keys, { authorJid: author, item });
    await this.#ends.keep(info, stanza.attrs.edit === ADMIN_REVOKE);
    return plaintext;
  }

  /**
   * Baileys would take the key in a transaction after this one. A crash between the two would leave a group's message
   * that nobody can read: what brought its key cannot be decrypted again.
   */
  async #takeGroupKey(keys: GroupKeys, args: GroupKey): Promise<void> {
    try {
      await keys.processSenderKeyDistributionMessage(args);
    } catch {
      // Baileys tries again, and tells what is wrong with it.
      return;
    }
    this.#groupKeys.add(nameOf(args.item));
  }

  /**
   * A key is good for one decryption, so what was kept and whose receipt got lost cannot be decrypted again. Answering
   * with what was kept lets the receipt leave this time.
   */
  async #again(ends: ReceiveEnds, stanza: BinaryNode, ciphertext: Uint8Array, error: unknown): Promise<Uint8Array> {
    const content = await ends.recall(this.#decode(stanza).fullMessage);
    if (content !== undefined) return padded(content);
    // A group's key comes before its message in one stanza; that it was taken already must not condemn the message.
    const isUsed = error instanceof Error && error.message === MISSING_KEYS_ERROR_TEXT;
    if (isUsed && encryptedIn(stanza).at(-1)?.content !== ciphertext) return padded({});
    throw error;
  }

  /** Author and message as Baileys will see them; no message when Baileys will not be able to read it either. */
  #read(stanza: BinaryNode, plaintext: Uint8Array): { readonly author: string; readonly info: WAMessage | undefined } {
    const { author, fullMessage: info } = this.#decode(stanza);
    try {
      const content = proto.Message.decode(unpadRandomMax16(plaintext));
      info.message = content.deviceSentMessage?.message ?? content;
    } catch {
      return { author, info: undefined };
    }
    const { me } = this.creds;
    try {
      cleanMessage(info, me?.id ?? "", me?.lid ?? "");
    } catch {
      // It trips over a reaction that names no message, after the receipt has left. Kept as it came, nothing is lost.
    }
    return { author, info };
  }

  #decode(stanza: BinaryNode): ReturnType<typeof decodeMessageNode> {
    const { me } = this.creds;
    return decodeMessageNode(stanza, me?.id ?? "", me?.lid ?? "");
  }
}

/** Names a group's key by what it is. */
const nameOf = ({ axolotlSenderKeyDistributionMessage: key }: GroupKey["item"]): string =>
  Buffer.from(key ?? []).toString("base64");

const encryptedIn = ({ content }: BinaryNode): readonly BinaryNode[] =>
  Array.isArray(content) ? content.filter(({ tag }) => tag === "enc") : [];

/** With the shortest of WhatsApp's random paddings: one byte that says one. */
const padded = (content: proto.IMessage): Uint8Array =>
  Buffer.concat([proto.Message.encode(content).finish(), Buffer.of(1)]);
