import { spawnSync } from "node:child_process";

/** Whether this machine can take the disk away from a running process. Linux can, with util-linux. */
export const canLimitDisk = (): boolean => spawnSync("prlimit", ["--version"]).status === 0;

/**
 * From now on the process cannot write to any file, as if the disk were full. Returns how to end that.
 * @throws Error when the limit cannot be set
 */
export function limitDisk(pid: number): () => void {
  // Not 0: Linux would then refuse files that are opened to be made, too, and a full disk does not.
  limitFileSize(pid, "1");
  return () => limitFileSize(pid, "unlimited");
}

/** The soft limit alone: who is not root could not raise the hard one again. */
function limitFileSize(pid: number, bytes: string): void {
  const { status, stderr } = spawnSync("prlimit", [`--pid=${pid}`, `--fsize=${bytes}:`], { encoding: "utf8" });
  if (status !== 0) throw new Error(`prlimit failed: ${stderr}`);
}
