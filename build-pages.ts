import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Tests see the pages as they are written now: builds them once before all. */
export default async function buildPages(): Promise<void> {
  await promisify(execFile)("npx", ["--yes", "pnpm@10", "run", "pages"]);
}
