/** One behaviour that every implementation must show. `run` throws an `AssertionError` when it does not. */
export interface Check<Context> {
  /** A sentence: what the implementation does. */
  readonly name: string;
  readonly run: (context: Context) => Promise<void>;
}

/** What a kit needs of a test runner; vitest, jest, mocha and `node:test` have it. */
export interface TestRunner {
  readonly describe: (name: string, define: () => void) => unknown;
  readonly it: (name: string, run: () => Promise<void>) => unknown;
}
