import { createHash } from "node:crypto";
import { chmod, open } from "node:fs/promises";

/** What tells a file from a changed one. */
export interface Seal {
  readonly bytes: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

/** Makes a written file survive a power failure and readable by its owner alone, and reads it through. */
export async function sealFile(path: string): Promise<Seal> {
  // First: the copy of a read-only file is one, too.
  await chmod(path, 0o600);
  const file = await open(path, "r+");
  try {
    await file.sync();
    const hash = createHash("sha256");
    let bytes = 0;
    for await (const chunk of file.createReadStream({ autoClose: false })) {
      bytes += chunk.length;
      hash.update(chunk);
    }
    return { bytes, sha256: hash.digest("hex") };
  } finally {
    await file.close();
  }
}
