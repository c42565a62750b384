import { base } from "../../tsup.base.ts";

const doors = { index: "src/index.ts", "testing/index": "src/testing/index.ts" };

export default base({
  entry: { ...doors, "sqlite-worker": "src/storage/sqlite/thread/sqlite-worker.ts" },
  dts: { entry: doors },
  // The bundle finds its worker by its own URL, which CommonJS does not have by itself.
  shims: true,
});
