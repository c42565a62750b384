import { setTimeout as pause } from "node:timers/promises";

const POLL_MS = 25;

/** Resolves true as soon as the fact holds, false when it still does not after so many milliseconds. */
export async function waitUntil(holds: () => boolean | Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (performance.now() > deadline) return false;
    await pause(POLL_MS);
  }
  return true;
}
