import { defineConfig, type Options } from "tsup";

/** What runs in a browser: ES modules with all that they need, what several pages need in files of its own. */
export const pages = (over: Options) =>
  defineConfig({
    format: "esm",
    platform: "browser",
    target: "es2022",
    minify: true,
    splitting: true,
    clean: true,
    noExternal: [/./],
    ...over,
  });
