import type { SimulatorControls } from "../controls.ts";

/** A call of the admin API. */
interface Call {
  readonly simulator: SimulatorControls;
  /** What stands for `:phone` in the path. */
  readonly parameter: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

/** Does what a call asks for; the result goes out as JSON. */
export type Route = (call: Call) => unknown;
