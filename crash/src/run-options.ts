import type { AuthStoreName } from "./server-process.ts";

/** What runs of both kinds are told. */
export interface RunOptions {
  readonly authStore: AuthStoreName;
  /** Decides what happens and when. */
  readonly seed: number;
  /** An empty directory. What is left there afterwards is the evidence. */
  readonly directory: string;
  readonly progress: (line: string) => void;
}
