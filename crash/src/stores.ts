import type { AuthStoreName } from "./server-process.ts";

/** The credential stores of a run, each with its share of the kills; the first takes the odd one. Those without one are left out. */
export const shares = (
  stores: readonly AuthStoreName[],
  kills: number,
): readonly (readonly [AuthStoreName, number])[] =>
  stores
    .map((store, place) => [store, Math.floor((kills + stores.length - 1 - place) / stores.length)] as const)
    .filter(([, share]) => share > 0);
