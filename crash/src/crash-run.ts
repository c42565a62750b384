import type { AuthStoreName } from "./server-process.ts";

/** What the command line says of every run. */
export interface CrashRun {
  readonly stores: readonly AuthStoreName[];
  /** Decides what happens and when. */
  readonly seed: number;
  readonly progress: (line: string) => void;
}
