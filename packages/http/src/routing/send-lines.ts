import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CLOSED_HEADERS } from "./send-json.ts";

/** Answers with a line of JSON for each item, no faster than the caller reads. */
export async function sendLines(response: ServerResponse, items: AsyncIterable<object>): Promise<void> {
  const lines = async function* () {
    for await (const item of items) yield `${JSON.stringify(item)}\n`;
  };
  response.writeHead(200, { ...CLOSED_HEADERS, "Content-Type": "application/x-ndjson; charset=utf-8" });
  await pipeline(Readable.from(lines()), response);
}
