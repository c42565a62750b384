import { base } from "../../tsup.base.ts";

// The pages lie beside it: another configuration builds them, and a build of one leaves the other.
export default base({ clean: ["dist/*.*"], shims: true });
