import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs with an empty directory, which stays behind as evidence when something was wrong. */
export async function withDirectory<Result>(
  work: (directory: string) => Promise<Result>,
  isClean: (result: Result) => boolean,
  keep: (directory: string) => void,
): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), "polyphone-crash-"));
  const result = await work(directory);
  if (isClean(result)) await rm(directory, { recursive: true });
  else keep(directory);
  return result;
}
