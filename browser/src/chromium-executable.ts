import { existsSync } from "node:fs";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import packageJson from "../package.json" with { type: "json" };

/**
 * Where a Chromium is: the one that `CHROMIUM` names, or the one that comes with the npm package, unpacked once for each of
 * its versions.
 */
export async function chromiumExecutable(): Promise<string> {
  const named = process.env.CHROMIUM;
  if (named !== undefined && named !== "") return named;
  const temporary = tmpdir();
  const directory = join(temporary, `polyphone-chromium-${packageJson.dependencies["@sparticuz/chromium"]}`);
  if (!existsSync(directory)) await unpack(temporary, directory);
  return join(directory, "chromium");
}

/** Under another name first: who comes meanwhile must not find half a browser. */
async function unpack(temporary: string, directory: string): Promise<void> {
  const unfinished = await mkdtemp(join(temporary, "polyphone-chromium-"));
  const before = process.env.TMPDIR;
  try {
    // The package knows no other way to be told where.
    process.env.TMPDIR = unfinished;
    await chromium.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  try {
    await rename(unfinished, directory);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(directory)) throw error;
  }
}
