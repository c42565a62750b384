/** What a thread is started with: which service it runs, and its options. */
export interface Start {
  readonly service: string;
  readonly options: unknown;
}

/** Asks a service for something. */
export interface Call {
  readonly id: number;
  readonly method: string;
  readonly argument: unknown;
}

/** An error in the form that threads can exchange: a clone would lose its class and its code. */
export interface RemoteFailure {
  readonly code: string | undefined;
  readonly message: string;
  /** Of the error that caused it, such as SQLite's. */
  readonly cause: { readonly code: string | undefined; readonly message: string } | undefined;
  /** What the error's class was made with, besides its cause. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The answer to the call of that id; 0 says that the service is open. */
export type Answer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failure: RemoteFailure };
