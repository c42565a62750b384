/** A request that was answered. */
export interface Observation {
  readonly method: string;
  /** The route as it is declared, so that ids and numbers are no part of it. */
  readonly route: string;
  readonly status: number;
  /** From the call of the route to the end of the answer. */
  readonly seconds: number;
}

/** Told of each. */
export type Observe = (observation: Observation) => void;
