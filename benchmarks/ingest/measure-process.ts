/** Makes one measurement in a process of its own: `[name, side, directory]` as arguments, its figures as the one message. */
import { acked, logged, paced, plain, preload, projected } from "./measurements.ts";

const [name = "", directory = ""] = process.argv.slice(2);

const MEASUREMENTS = {
  preload: () => preload(directory),
  "acked inbox": () => acked("inbox", directory),
  "acked direct": () => acked("direct", directory),
  "logged inbox": () => logged("inbox", directory),
  "logged file": () => logged("file", directory),
  "paced inbox": () => paced("inbox", directory),
  "paced direct": () => paced("direct", directory),
  projected: () => projected(directory),
  plain: () => plain(directory),
};

const measure = Object.entries(MEASUREMENTS).find(([key]) => key === name)?.[1];
if (measure === undefined) throw new Error(`there is no measurement ${name}`);
process.send?.(await measure());
