import type { FaultSettings } from "../faults.ts";
import { Fields } from "./body.ts";
import type { Route } from "./route.ts";

const COUNTS = ["latencyMs", "dropAfterStanzas", "oldestRevision"] as const;
const FLAGS = ["withholdAcks", "duplicateStanzas", "holdOfflineMarker", "mute", "garble"] as const;

/** Sets the faults that are named, leaves the others, and answers with all of them. */
export const setFaults: Route = ({ simulator, body }) => {
  const fields = new Fields(body, [...COUNTS, ...FLAGS, "phone"]);
  const settings: Partial<FaultSettings> = {};
  for (const name of COUNTS) if (fields.has(name)) settings[name] = fields.count(name);
  for (const name of FLAGS) if (fields.has(name)) settings[name] = fields.flag(name);
  if (fields.has("phone")) settings.phone = fields.raw("phone") === null ? null : fields.text("phone");
  simulator.faults.set(settings);
  return simulator.faults.settings;
};

/** A healthy network again. */
export const clearFaults: Route = ({ simulator }) => {
  simulator.faults.clear();
  return simulator.faults.settings;
};
