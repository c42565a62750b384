// Native add-ons (better-sqlite3) are compiled where no prebuilt binary can be downloaded.
// node-gyp then wants Node's headers: point it at the ones that came with this very Node,
// so that the build needs no network and never mixes two Node versions.
const { readFileSync } = require("node:fs");
const { dirname, join } = require("node:path");

const major = process.versions.node.split(".")[0];
const headersMatch = (dir) => {
  try {
    const text = readFileSync(join(dir, "include/node/node_version.h"), "utf8");
    return /#define NODE_MAJOR_VERSION (\d+)/.exec(text)?.[1] === major;
  } catch {
    return false;
  }
};

const own = dirname(dirname(process.execPath));
const chosen = process.env.npm_config_nodedir;
if (!(chosen && headersMatch(chosen))) {
  if (headersMatch(own)) process.env.npm_config_nodedir = own;
  else delete process.env.npm_config_nodedir;
}

module.exports = {};
