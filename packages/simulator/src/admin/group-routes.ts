import type { GroupOptions } from "../controls.ts";
import { Fields } from "./body.ts";
import type { Route } from "./route.ts";

/** The first member makes the group. `addressingMode` may be given besides: "pn" or "lid". */
export const createGroup: Route = ({ simulator, body }) => {
  const fields = new Fields(body, ["subject", "members", "addressingMode"]);
  const options: GroupOptions = { subject: fields.text("subject"), members: fields.texts("members") };
  if (fields.has("addressingMode")) options.addressingMode = fields.choice("addressingMode", ["pn", "lid"]);
  const { id } = simulator.group(options);
  return { id };
};
