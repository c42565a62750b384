import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { MessageFile } from "../src/message-file.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textsOf = (file: MessageFile) => file.pending.map(({ bytes }) => new TextDecoder().decode(bytes));

let directory: string;
let path: string;
let file: MessageFile;

async function reopen(): Promise<void> {
  await file.close();
  file = await MessageFile.open(path);
}

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "polyphone-broker-"));
  path = join(directory, "broker.jsonl");
  file = await MessageFile.open(path);
});
afterEach(async () => {
  await file.close();
  await rm(directory, { recursive: true });
});

it("still has what nobody has acknowledged after it was opened again", async () => {
  const [first] = await file.append("topic", "key", ["one", "two"].map(bytesOf));
  await file.acknowledge(first?.offset ?? 0);
  await reopen();
  expect(textsOf(file)).toEqual(["two"]);
});

it("loses nothing to a write that was cut off, before it or after", async () => {
  await file.append("topic", "key", [bytesOf("before")]);
  await appendFile(path, '\n{"offset":7,"topic":"to');
  await file.append("topic", "key", [bytesOf("after")]);
  await reopen();
  expect(textsOf(file)).toEqual(["before", "after"]);
});

it("never gives an offset twice, although all messages before it are gone", async () => {
  const [first] = await file.append("topic", "key", [bytesOf("gone")]);
  await file.remove(file.pending);
  await reopen();
  const [second] = await file.append("topic", "key", [bytesOf("next")]);
  expect(second?.offset).toBeGreaterThan(first?.offset ?? 0);
});

it("has the bytes of what was removed no more", async () => {
  await file.append("topic", "key", [bytesOf("secret")]);
  const secret = Buffer.from("secret").toString("base64");
  expect(await readFile(path, "utf8")).toContain(secret);
  await file.remove(file.pending);
  expect(await readFile(path, "utf8")).not.toContain(secret);
});
