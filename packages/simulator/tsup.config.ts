import { base } from "../../tsup.base.ts";

export default base({
  entry: ["src/index.ts", "src/bin.ts"],
  // The phone's page lies beside it: another configuration builds that, and a build of one leaves the other.
  clean: ["dist/*.*"],
  // The bundle finds the page by its own URL, which CommonJS does not have by itself.
  shims: true,
});
