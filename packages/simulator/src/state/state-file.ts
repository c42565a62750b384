import { mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { BufferJSON } from "@whiskeysockets/baileys";

/** Writes a value to a file some time after it changed: whole, by way of a second file, so a crash never leaves half. */
export class StateFile<T> {
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(
    private readonly path: string,
    private readonly delayMs: number,
    private readonly snapshot: () => T,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Notes that something changed. Many changes make one write. */
  changed(): void {
    if (this.#closed) return;
    this.#timer ??= setTimeout(() => {
      this.persist().catch(this.failed);
    }, this.delayMs);
  }

  /** Writes now. Resolves when the file survives a crash. */
  persist(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const written = this.#writing.then(() => this.#write());
    this.#writing = written.catch(() => undefined);
    return written;
  }

  /** Writes a last time; later changes are ignored. */
  close(): Promise<void> {
    this.#closed = true;
    return this.persist();
  }

  async #write(): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    const temporary = `${this.path}.tmp`;
    // Private keys: for the owner's eyes only.
    const file = await open(temporary, "w", 0o600);
    try {
      await file.writeFile(JSON.stringify(this.snapshot(), BufferJSON.replacer));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, this.path);
  }
}

/** What a state file holds, `undefined` when there is none yet, `null` when it is no JSON. Rejects when it cannot be read. */
export async function readStateFile(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  try {
    return JSON.parse(text, BufferJSON.reviver) as unknown;
  } catch {
    return null;
  }
}
