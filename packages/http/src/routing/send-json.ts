import type { ServerResponse } from "node:http";

/**
 * Answers with JSON that nobody may keep: answers hold tokens, QRs and messages. Written past Express's `res.json`,
 * whose ETag of every body costs a quarter of a small request.
 */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": Buffer.byteLength(text),
    "Cache-Control": "no-store",
    ...headers,
  });
  response.end(text);
}
