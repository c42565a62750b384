import { StorageClosedError } from "../../../errors.ts";
import type { Page, PageRequest } from "../../../types/page.ts";
import type { TenantId } from "../../../types/tenant.ts";
import { pageOf, pageWindow } from "../../cursor.ts";
import type { BuriedEntry, InboxLog, LogEntry } from "../../inbox-log.ts";
import { type DirectoryLock, lockDirectory } from "../lock-directory.ts";
import { Thread } from "../thread/thread.ts";

/** Where the inbox lives. */
export interface SqliteInboxLogOptions {
  /** Directory of `inbox.db`; made when it is missing. One process uses it at a time. */
  readonly directory: string;
}

interface Caller {
  readonly entries: readonly Uint8Array[];
  readonly resolve: (first: number) => void;
  readonly reject: (error: unknown) => void;
}

/** So many entries go at once, so that the thread has begun with them while others are still being made. */
const FULL_GROUP = 128;

/**
 * The inbox in a SQLite file of its own, written by a thread of its own. All callers share its commits: what comes while one
 * group is on its way to the disk gathers at the thread, which commits it together, and nobody waits for a timer.
 */
export class SqliteInboxLog implements InboxLog {
  readonly #directory: string;
  #lock: DirectoryLock | undefined;
  #thread: Thread<"inbox"> | undefined;
  #callers: Caller[] = [];
  #gathered = 0;
  #scheduled: NodeJS.Immediate | undefined;
  readonly #onTheirWay = new Set<Promise<void>>();
  #trimTo = 0;
  /** As far as a group has taken the trim along. */
  #takenAlong = 0;

  constructor({ directory }: SqliteInboxLogOptions) {
    this.#directory = directory;
  }

  /** @throws StorageTooNewError, DirectoryInUseError, RestoreUnfinishedError */
  async open(): Promise<void> {
    if (this.#thread !== undefined) return;
    const lock = lockDirectory(this.#directory, "inbox.db");
    try {
      this.#thread = await Thread.start("inbox", { directory: this.#directory });
      this.#lock = lock;
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  append(entries: readonly Uint8Array[]): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#callers.push({ entries, resolve, reject });
      this.#gathered += entries.length;
      if (this.#gathered >= FULL_GROUP) this.#send();
      // What comes in the same turn of the event loop goes along.
      else this.#scheduled ??= setImmediate(() => this.#send());
    });
  }

  async read(after: number, limit: number): Promise<readonly LogEntry[]> {
    return this.#opened().call("read", { after, limit }, "The inbox");
  }

  async trim(upTo: number): Promise<void> {
    this.#trimTo = Math.max(this.#trimTo, upTo);
    // Where there is a next group, it takes the trim along, with no fsync of its own.
    await Promise.all(this.#onTheirWay);
    if (this.#callers.length > 0 || this.#takenAlong >= this.#trimTo) return;
    let before: number | null = null;
    let oldest = await this.#opened().call("trim", this.#trimTo, "The inbox");
    // Ends also on a disk that forgets: what is still there goes with a later trim.
    while (oldest !== null && oldest !== before) {
      before = oldest;
      oldest = await this.#opened().call("trim", this.#trimTo, "The inbox");
    }
  }

  async remove(positions: readonly number[]): Promise<void> {
    await this.#opened().call("remove", positions, "The inbox");
  }

  async bury(entry: BuriedEntry): Promise<void> {
    await this.#opened().call("bury", entry, "A dead letter");
  }

  async buried(tenant: TenantId, request: PageRequest): Promise<Page<BuriedEntry>> {
    const { limit, before } = pageWindow(request);
    const asked = { tenant, before: before.timestamp, limit: limit + 1 };
    const found = await this.#opened().call("buried", asked, "Dead letters");
    return pageOf(found, limit, ({ position }) => ({ timestamp: position, id: String(position) }));
  }

  async revive(tenant: TenantId, positions?: readonly number[]): Promise<readonly LogEntry[]> {
    return this.#opened().call("revive", { tenant, positions }, "Dead letters");
  }

  async eraseBuried(tenant: TenantId): Promise<void> {
    await this.#opened().call("eraseBuried", tenant, "Dead letters");
  }

  async close(): Promise<void> {
    this.#send();
    await Promise.all(this.#onTheirWay);
    const thread = this.#thread;
    this.#thread = undefined;
    try {
      await thread?.call("close", undefined, "The inbox");
    } finally {
      await thread?.stop();
      this.#lock?.release();
      this.#lock = undefined;
    }
  }

  #send(): void {
    clearImmediate(this.#scheduled);
    this.#scheduled = undefined;
    this.#gathered = 0;
    const callers = this.#callers.splice(0);
    if (callers.length === 0) return;
    const sent: Promise<void> = this.#append(callers).finally(() => this.#onTheirWay.delete(sent));
    this.#onTheirWay.add(sent);
  }

  async #append(callers: readonly Caller[]): Promise<void> {
    const entries = callers.flatMap((caller) => caller.entries);
    const bytes = concat(entries);
    try {
      const group = { lengths: entries.map(({ length }) => length), bytes, trimTo: this.#trimTo };
      let next = await this.#opened().call("append", group, "What was received", [bytes.buffer]);
      this.#takenAlong = Math.max(this.#takenAlong, group.trimTo);
      for (const caller of callers) {
        caller.resolve(next);
        next += caller.entries.length;
      }
    } catch (error) {
      for (const { reject } of callers) reject(error);
    }
  }

  #opened(): Thread<"inbox"> {
    if (this.#thread === undefined) throw new StorageClosedError();
    return this.#thread;
  }
}

/** Copied into memory of its own, which can change threads. */
function concat(entries: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(entries.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const entry of entries) {
    bytes.set(entry, end);
    end += entry.length;
  }
  return bytes;
}
