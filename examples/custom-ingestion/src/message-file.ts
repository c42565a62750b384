import { mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";

/** A message in the file. */
export interface StoredMessage {
  /** Its place among all messages; it only grows. */
  readonly offset: number;
  readonly topic: string;
  readonly key: string;
  readonly bytes: Uint8Array;
}

type FileHandle = Awaited<ReturnType<typeof open>>;

/**
 * Messages and what became of them, one JSON document in a line. A line begins with its line break: whatever an append
 * that failed has left before it stays a line of its own, which cannot be read and counts for nothing.
 */
export class MessageFile {
  readonly #path: string;
  #pending: Map<number, StoredMessage>;
  #nextOffset: number;
  #handle: FileHandle | undefined;
  /** One write after the other. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(path: string, messages: readonly StoredMessage[], nextOffset: number) {
    this.#path = path;
    this.#pending = new Map(messages.map((message) => [message.offset, message]));
    this.#nextOffset = nextOffset;
  }

  /** Reads what is there, and leaves out what was acknowledged. */
  static async open(path: string): Promise<MessageFile> {
    await mkdir(dirname(path), { recursive: true });
    const { messages, nextOffset } = parse(await readFile(path, "utf8").catch(ifMissing));
    const file = new MessageFile(path, messages, nextOffset);
    await file.#rewrite();
    return file;
  }

  /** What nobody has acknowledged, the oldest first. */
  get pending(): readonly StoredMessage[] {
    return [...this.#pending.values()];
  }

  /** Resolves when the messages survive a power failure. */
  append(topic: string, key: string, messages: readonly Uint8Array[]): Promise<readonly StoredMessage[]> {
    return this.#inTurn(async () => {
      const stored = messages.map((bytes) => ({ offset: this.#nextOffset++, topic, key, bytes }));
      await this.#opened().appendFile(stored.map(lineOf).join(""));
      await this.#opened().datasync();
      for (const message of stored) this.#pending.set(message.offset, message);
      return stored;
    });
  }

  /** Not synced: a message whose acknowledgement gets lost comes again, and that harms nobody. */
  acknowledge(offset: number): Promise<void> {
    return this.#inTurn(async () => {
      await this.#opened().appendFile(`\n${JSON.stringify({ acknowledged: offset })}`);
      this.#pending.delete(offset);
    });
  }

  /** Resolves when the bytes of these messages are out of the file. */
  remove(messages: readonly StoredMessage[]): Promise<void> {
    return this.#inTurn(async () => {
      for (const { offset } of messages) this.#pending.delete(offset);
      await this.#rewrite();
    });
  }

  close(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#handle?.close();
      this.#handle = undefined;
    });
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const run = this.#last.then(work);
    this.#last = run.catch(() => undefined);
    return run;
  }

  /** Either the old file or the new one is there, whenever the power fails. */
  async #rewrite(): Promise<void> {
    const draft = await open(`${this.#path}.new`, "w");
    await draft.appendFile(`${JSON.stringify({ nextOffset: this.#nextOffset })}${this.pending.map(lineOf).join("")}`);
    await draft.sync();
    await draft.close();
    await rename(`${this.#path}.new`, this.#path);
    const directory = await open(dirname(this.#path));
    await directory.sync();
    await directory.close();
    await this.#handle?.close();
    this.#handle = await open(this.#path, "a");
  }

  #opened(): FileHandle {
    if (this.#handle === undefined) throw new Error("The broker is closed: open another one.");
    return this.#handle;
  }
}

function lineOf({ bytes, ...message }: StoredMessage): string {
  return `\n${JSON.stringify({ ...message, bytes: Buffer.from(bytes).toString("base64") })}`;
}

interface Line {
  readonly nextOffset?: number;
  readonly acknowledged?: number;
  readonly offset?: number;
  readonly topic?: string;
  readonly key?: string;
  readonly bytes?: string;
}

function parse(text: string): { readonly messages: readonly StoredMessage[]; readonly nextOffset: number } {
  const messages = new Map<number, StoredMessage>();
  let next = 1;
  for (const line of text.split("\n")) {
    const { nextOffset = 0, acknowledged, offset, topic, key, bytes } = read(line);
    next = Math.max(next, nextOffset, (offset ?? 0) + 1);
    if (acknowledged !== undefined) messages.delete(acknowledged);
    if (offset === undefined || topic === undefined || key === undefined || bytes === undefined) continue;
    messages.set(offset, { offset, topic, key, bytes: new Uint8Array(Buffer.from(bytes, "base64")) });
  }
  return { messages: [...messages.values()], nextOffset: next };
}

function read(line: string): Line {
  try {
    return JSON.parse(line) as Line;
  } catch {
    return {};
  }
}

function ifMissing(error: NodeJS.ErrnoException): string {
  if (error.code === "ENOENT") return "";
  throw error;
}
