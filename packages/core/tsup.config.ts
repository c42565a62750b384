import { base } from "../../tsup.base.ts";

export default base({
  entry: {
    index: "src/index.ts",
    "testing/index": "src/testing/index.ts",
    "sqlite-worker": "src/storage/sqlite/thread/sqlite-worker.ts",
  },
  // The bundle finds its worker by its own URL, which CommonJS does not have by itself.
  shims: true,
});
