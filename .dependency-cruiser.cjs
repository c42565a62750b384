/** The two import lines of ARCHITECTURE.md, as rules. */
const core = (...folders) => `^packages/core/src/(${folders.join("|")})(/|[.]ts$)`;
const never = (name, from, to) => ({ name, severity: "error", from: { path: from }, to: { path: to } });
const unit = "[.]test[.]ts$";

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    // packages: frontend → client → http (over HTTP only), http → core, simulator → nothing of ours
    never("simulator-stands-alone", "^packages/simulator/src", "^packages/(core|http|frontend)/"),
    never("core-is-the-ground", "^packages/core/src", "^packages/(http|frontend|simulator)/"),
    never("http-knows-core-only", "^packages/http/src", "^packages/(frontend|simulator)/"),
    never("frontend-speaks-http", "^packages/frontend/src", "^packages/(core|http|simulator)/"),
    never("client-stands-alone", "^packages/client/src", "^packages/(core|http|frontend|simulator)/"),
    {
      name: "through-the-door",
      severity: "error",
      from: { path: "^(examples|benchmarks|browser|crash)/" },
      to: { path: "^packages/[^/]+/src/", pathNot: "/src/(index|testing/index)[.]ts$" },
    },
    {
      name: "through-the-door-of-others",
      severity: "error",
      from: { path: "^packages/([^/]+)/" },
      to: { path: "^packages/[^/]+/src/", pathNot: ["/src/(index|testing/index)[.]ts$", "^packages/$1/"] },
    },
    // core: index → manager → { session, sending, business, ingestion, webhooks, feed } → { socket, storage, events } → { types, errors, logger }
    never(
      "ground-floor",
      core("types", "errors", "logger"),
      core(
        "socket",
        "storage",
        "events",
        "session",
        "sending",
        "business",
        "ingestion",
        "webhooks",
        "feed",
        "manager",
        "options",
        "index",
      ),
    ),
    never(
      "first-floor",
      core("socket", "storage", "events"),
      core("session", "sending", "business", "ingestion", "webhooks", "feed", "manager", "options", "index"),
    ),
    never(
      "second-floor",
      core("session", "sending", "business", "ingestion", "webhooks", "feed"),
      core("manager", "options", "index"),
    ),
    never("third-floor", core("manager"), core("index")),
    {
      name: "session-webhooks-apart",
      severity: "error",
      from: { path: core("session", "sending", "business", "ingestion") },
      to: { path: core("webhooks", "feed") },
    },
    // one importer for each foreign thing
    {
      name: "only-socket-baileys",
      severity: "error",
      from: { path: "^packages/core/src", pathNot: "^packages/core/src/socket/baileys/" },
      to: { path: "@whiskeysockets/baileys" },
    },
    {
      name: "only-storage-sqlite",
      severity: "error",
      from: { path: "^packages/core/src", pathNot: ["^packages/core/src/storage/sqlite/", unit] },
      to: { path: "better-sqlite3" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["/dist/", "[.]config[.]ts$"] },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ["import", "require", "node", "default", "types"],
      exportsFields: ["exports"],
    },
  },
};
