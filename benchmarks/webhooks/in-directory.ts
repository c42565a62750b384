import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Gives `work` a directory of its own for as long as it runs. */
export async function inDirectory<Result>(work: (directory: string) => Promise<Result>): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), "polyphone-webhooks-"));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true });
  }
}
