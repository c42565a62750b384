import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { refuse } from "../admin/answer.ts";
import { SimulatorError } from "../errors.ts";

const FILES: Readonly<Record<string, { readonly name: string; readonly type: string }>> = {
  "/": { name: "index.html", type: "text/html" },
  "/phone.js": { name: "phone.js", type: "text/javascript" },
  "/phone.css": { name: "phone.css", type: "text/css" },
  "/icon.svg": { name: "icon.svg", type: "image/svg+xml" },
};

/** Where the built page is, seen from the bundle or from the source. */
const DIRECTORY = new URL(import.meta.url.endsWith(".ts") ? "../../dist/phone/" : "./phone/", import.meta.url);

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  // Another site must not lay the page under its own buttons.
  "frame-ancestors 'self'",
].join("; ");

/** Sends a file of the page. */
export function sendFile(path: string, response: ServerResponse): void {
  read(path)
    .then(({ type, content }) => {
      response.writeHead(200, {
        "content-type": `${type}; charset=utf-8`,
        "content-security-policy": POLICY,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": "no-cache",
      });
      response.end(content);
    })
    .catch((error: unknown) => refuse(response, error));
}

async function read(path: string): Promise<{ readonly type: string; readonly content: Buffer }> {
  const file = FILES[path];
  if (!file) throw new SimulatorError("NOT_FOUND", `there is nothing at ${path}`);
  try {
    return { type: file.type, content: await readFile(new URL(file.name, DIRECTORY)) };
  } catch (cause) {
    throw new SimulatorError("NOT_FOUND", "the page is not built: run pnpm build:pages", { cause });
  }
}
