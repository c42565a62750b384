import { type Browser, chromium } from "playwright-core";
import { chromiumExecutable } from "./chromium-executable.ts";

/** Nothing of these machines goes out, and nothing of them needs a sandbox of its own. */
const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A headless Chromium. Who opens it closes it. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await chromiumExecutable(),
    headless: true,
    chromiumSandbox: false,
    args: FLAGS,
  });
}
