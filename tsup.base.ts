import { defineConfig, type Options } from "tsup";

/** What every published package shares: ESM and CommonJS, declarations for both, Node 20. */
export const base = (over: Options = {}) =>
  defineConfig({
    entry: ["src/index.ts"],
    format: ["esm", "cjs"],
    target: "node20",
    platform: "node",
    dts: true,
    sourcemap: true,
    clean: true,
    splitting: false,
    treeshake: true,
    ...over,
  });
