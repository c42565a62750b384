import type { Database, Statement } from "better-sqlite3";
import { StorageFailedError } from "../../errors.ts";
import { failureOf } from "./failure.ts";

interface Caller {
  /** True when the work must survive a power failure, not only the end of the process. */
  readonly durable: boolean;
  /** Does the work inside the transaction and returns how to tell the caller, once it is committed. */
  readonly attempt: () => () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Gathers what all callers bring in one turn of the event loop into one transaction, so that they share one fsync. It
 * clocks itself: what arrives while one commit runs is the next group, and nobody waits for a timer.
 */
export class GroupCommit {
  readonly #database: Database;
  readonly #begin: Statement;
  readonly #commit: Statement;
  readonly #rollback: Statement;
  readonly #savepoint: Statement;
  readonly #release: Statement;
  readonly #undo: Statement;
  #callers: Caller[] = [];
  /** What the file was opened with. */
  #isDurable = true;
  #scheduled: NodeJS.Immediate | undefined;

  constructor(database: Database) {
    this.#database = database;
    this.#begin = database.prepare("BEGIN IMMEDIATE");
    this.#commit = database.prepare("COMMIT");
    this.#rollback = database.prepare("ROLLBACK");
    this.#savepoint = database.prepare("SAVEPOINT caller");
    this.#release = database.prepare("RELEASE caller");
    this.#undo = database.prepare("ROLLBACK TO caller");
  }

  /**
   * Resolves with what `work` returned once it survives a crash, and a power failure too unless it is not `durable`.
   * `work` is synchronous and fails alone. Rejects with RecordRejectedError or StorageFailedError.
   */
  run<Result>(work: () => Result, durable = true): Promise<Result> {
    return new Promise((resolve, reject) => {
      const attempt = () => {
        const result = work();
        return () => resolve(result);
      };
      this.#callers.push({ attempt, reject, durable });
      this.#scheduled ??= setImmediate(() => this.flush());
    });
  }

  /** Commits at once what has been gathered. */
  flush(): void {
    clearImmediate(this.#scheduled);
    this.#scheduled = undefined;
    const callers = this.#callers;
    this.#callers = [];
    if (callers.length === 0) return;
    // No work has begun, so whatever fails here is the fault of none: of a closed file, for example.
    let failureFrom = (cause: unknown): Error => new StorageFailedError("A batch", { cause });
    try {
      this.#setDurable(callers.some(({ durable }) => durable));
      this.#begin.run();
      if (callers.length === 1) failureFrom = failureOf;
      const answers = callers.length === 1 ? callers.map(alone) : callers.map((caller) => this.#attempt(caller));
      this.#commit.run();
      for (const answer of answers) answer();
    } catch (cause) {
      if (this.#database.inTransaction) this.#rollback.run();
      for (const { reject } of callers) reject(failureFrom(cause));
    }
  }

  /** Without the fsync of its own, a commit is as safe from a crash of the process, and what is synced later takes it along. */
  #setDurable(durable: boolean): void {
    if (durable === this.#isDurable) return;
    this.#database.pragma(`synchronous = ${durable ? "FULL" : "NORMAL"}`);
    this.#isDurable = durable;
  }

  #attempt({ attempt, reject }: Caller): () => void {
    this.#savepoint.run();
    try {
      const answer = attempt();
      this.#release.run();
      return answer;
    } catch (cause) {
      // SQLite ends the whole transaction by itself when the disk is full or broken: then the group has failed.
      if (!this.#database.inTransaction) throw cause;
      this.#undo.run();
      this.#release.run();
      return () => reject(failureOf(cause));
    }
  }
}

/** Who is alone needs no savepoint: the transaction is already his own. */
const alone = ({ attempt }: Caller) => attempt();
