import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const source = (name: string, entry = "index") => path(`./packages/${name}/src/${entry}.ts`);

const project = (name: string, root: string, globalSetup: readonly string[] = []) => ({
  extends: true as const,
  test: {
    name,
    root: path(root),
    include: ["**/*.test.ts"],
    environment: "node" as const,
    globalSetup: [...globalSetup],
  },
});

/** For tests that start the whole server, which serves the pages. */
const BUILD_PAGES = [path("./build-pages.ts")];

export default defineConfig({
  resolve: {
    alias: [
      { find: "@polyphone/core/testing", replacement: source("core", "testing/index") },
      ...["core", "http", "client", "simulator", "frontend"].map((name) => ({
        find: new RegExp(`^@polyphone/${name}$`),
        replacement: source(name),
      })),
    ],
  },
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A second, which is what it is otherwise, says more of the machine than of the code.
    expect: { poll: { timeout: 20_000 } },
    allowOnly: false,
    projects: [
      project("core", "./packages/core"),
      project("http", "./packages/http"),
      project("client", "./packages/client"),
      project("simulator", "./packages/simulator"),
      project("frontend", "./packages/frontend", BUILD_PAGES),
      project("server", "./examples/server", BUILD_PAGES),
      project("custom-ingestion", "./examples/custom-ingestion"),
      project("custom-webhooks", "./examples/custom-webhooks"),
      project("mounted", "./examples/mounted"),
      project("benchmarks", "./benchmarks"),
      project("crash", "./crash"),
      project("browser", "./browser", BUILD_PAGES),
    ],
  },
});
