import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "polyphone-config-"));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

/** Starts the server where a `.env` of this text lies; resolves with how it ended. */
async function start(dotenv: string): Promise<{ status: number | null; stdout: string; stderr: string }> {
  await writeFile(join(directory, ".env"), dotenv);
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ["--import", import.meta.resolve("tsx"), MAIN],
      { cwd: directory, env: { PATH: process.env.PATH, TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.json") } },
      (_error, stdout, stderr) => resolve({ status: child.exitCode, stdout, stderr }),
    );
  });
}

it("ends with one clear line when the secret is missing", async () => {
  expect(await start("PORT=0\n")).toEqual({
    status: 1,
    stdout: "",
    stderr:
      "Configuration: JWT_SECRET is missing, and tokens cannot be signed without it: make one with: openssl rand -base64 48\n",
  });
});

it("reads .env, and names the setting there that is wrong", async () => {
  const { status, stderr } = await start("JWT_SECRET=of-this-test\nINGEST_WORKERS=many\n");
  expect([status, stderr]).toEqual([1, "Configuration: INGEST_WORKERS must be a whole number from 1 to 64\n"]);
});
