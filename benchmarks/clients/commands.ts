/** What the benchmark asks of a subject's process. Each is answered with one number. */
export type Command =
  | { readonly do: "pair"; readonly tenant: string; readonly scanUrl: string }
  /** Answers with milliseconds. */
  | { readonly do: "open"; readonly tenant: string }
  /** Answers with milliseconds from the start of the client until all of them are connected, a few at a time. */
  | { readonly do: "resume"; readonly tenants: readonly string[] }
  /** Answers with bytes of resident memory after garbage collection. */
  | { readonly do: "rss" }
  | { readonly do: "close"; readonly tenant: string }
  /** Answers with bytes in use after garbage collection. */
  | { readonly do: "heap" }
  /** Answers with CPU microseconds a message, once `count` messages of others are with the application. */
  | { readonly do: "receive"; readonly count: number }
  /** Answers with CPU microseconds a message, once all `count` are delivered. Tenant `i` writes to `to[i]`. */
  | { readonly do: "send"; readonly tenants: readonly string[]; readonly to: readonly string[]; readonly count: number }
  | { readonly do: "stop" };

export type Reply = { readonly id: number } & ({ readonly value: number } | { readonly error: string });
