import type { RequestListener } from "node:http";
import type { SimulatorControls } from "../controls.ts";
import { answerCall } from "./answer.ts";

/** The admin API as a listener of an HTTP server: everything is JSON, errors are `{error, code}`. */
export function createAdmin(simulator: SimulatorControls): RequestListener {
  return (request, response) => answerCall(simulator, "/admin", request, response);
}
