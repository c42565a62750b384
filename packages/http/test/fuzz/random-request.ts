import { gzipSync } from "node:zlib";
import type { Operation, Parameter } from "../document.ts";
import { HOSTILE_TEXTS, hostileText, hostileValue } from "./hostile-values.ts";
import type { Random } from "./random.ts";
import type { SchemaValues } from "./schema-value.ts";

/** A request as it goes on the wire. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

/** Who may call. */
export interface Callers {
  readonly tokens: readonly string[];
  readonly badTokens: readonly string[];
  readonly adminKey: string;
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"] as const;
const CONTENT_TYPES = [
  "application/json; charset=utf-8",
  "application/json; charset=utf-16",
  "application/json; charset=utf-32",
  "application/json; charset=nothing",
  "application/vnd.api+json",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "text/plain",
  "; ;=",
] as const;
const BOMB = gzipSync(Buffer.alloc(5_000_000, 0x20));
const NO_JSON = [
  ...["{", '{"to":', "nothing", "[1,]", "{'a':1}", "\0", "\ufeff{}", '{"limit":1e999', "\u2028"].map((text) =>
    Buffer.from(text),
  ),
  Buffer.from([0xff, 0xfe, 0x7b, 0x7d]),
  Buffer.from("{}", "utf16le"),
  Buffer.from("[".repeat(50_000)),
  Buffer.from("[".repeat(40_000) + "]".repeat(40_000)),
  Buffer.from(`${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`),
];

/** A request for an operation: each part of it is as the document has it, most of the time, or else anything. */
export function randomRequest(
  operation: Operation,
  random: Random,
  values: SchemaValues,
  callers: Callers,
): WireRequest {
  // One request in four is wholly good, so that every route is seen from the inside, too.
  const odds = random.percent(25) ? 0 : 20;
  const isOdd = () => random.percent(odds);
  const { parameters } = operation;
  const headers: Record<string, string> = {};
  identify(operation, headers, random, callers, isOdd());
  for (const { name, schema } of parameters.filter((parameter) => parameter.in === "header")) {
    if (isOdd()) headers[name] = headerText(hostileText(random));
    else if (random.percent(30)) headers[name] = String(values.of(schema, name, random));
  }
  if (isOdd()) headers["x-request-id"] = headerText(hostileText(random));
  if (isOdd()) headers.accept = random.pick(["application/problem+json", "text/html", "*/*;q=x", ""]);
  const method = isOdd() && random.percent(40) ? random.pick(METHODS) : operation.method;
  const path = pathOf(operation, parameters, random, values, isOdd) + queryOf(parameters, random, values, isOdd);
  return { method, path, headers, body: bodyOf(operation, headers, random, values, isOdd) };
}

function identify(
  { security }: Operation,
  headers: Record<string, string>,
  random: Random,
  { tokens, badTokens, adminKey }: Callers,
  isOdd: boolean,
): void {
  const isForAdmin = security.some((scheme) => "adminKey" in scheme);
  if (!isOdd && isForAdmin) headers["x-admin-key"] = adminKey;
  else if (!isOdd) headers.authorization = `Bearer ${random.pick(tokens)}`;
  else {
    const [header, value] = random.pick([
      ["authorization", `Bearer ${random.pick(badTokens)}`],
      ["authorization", headerText(hostileText(random))],
      ["x-admin-key", headerText(hostileText(random))],
      ["x-nothing", ""],
    ] as const);
    headers[header] = value;
  }
}

function pathOf(
  { template }: Operation,
  parameters: readonly Parameter[],
  random: Random,
  values: SchemaValues,
  isOdd: () => boolean,
): string {
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const schema = parameters.find((parameter) => parameter.name === name)?.schema ?? {};
    if (!isOdd()) return encoded(String(values.of(schema, name, random)));
    const raw = ["..", ".", "%", "%zz", "%ff%fe", "%2F", "%00", "%c0%ae", ";a=b", "é"];
    return random.percent(30) ? random.pick(raw) : encoded(hostileText(random));
  });
  if (!isOdd() || random.percent(60)) return path;
  return random.pick([`${path}/`, `/${path}`, `${path}/x`, path.toUpperCase(), "/", "/nothing", `/x/..${path}`]);
}

function queryOf(parameters: readonly Parameter[], random: Random, values: SchemaValues, isOdd: () => boolean): string {
  const pairs: string[] = [];
  for (const { name, schema, required = false } of parameters.filter((parameter) => parameter.in === "query")) {
    if (isOdd()) pairs.push(`${name}=${encoded(hostileText(random))}`);
    else if (required || random.percent(40)) pairs.push(`${name}=${encoded(String(values.of(schema, name, random)))}`);
  }
  if (isOdd()) {
    const odd = [
      "limit=1&limit=2",
      "limit[]=1",
      "jid[a]=b",
      "__proto__[x]=1",
      "%",
      "%zz=%ff",
      "&&&=",
      "a".repeat(4_000),
    ];
    pairs.push(random.pick(odd));
  }
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

function bodyOf(
  operation: Operation,
  headers: Record<string, string>,
  random: Random,
  values: SchemaValues,
  isOdd: () => boolean,
): Buffer | undefined {
  const schema = operation.requestBody?.content["application/json"]?.schema;
  if (schema === undefined && !isOdd()) return undefined;
  headers["content-type"] = isOdd() && random.percent(40) ? random.pick(CONTENT_TYPES) : "application/json";
  if (isOdd() && random.percent(20)) {
    headers["content-encoding"] = random.pick(["gzip", "br", "deflate", "nothing"]);
    if (random.percent(50)) return BOMB;
  }
  if (isOdd() && random.percent(50)) return random.pick(NO_JSON);
  const value = schema === undefined || (isOdd() && random.percent(40)) ? hostileValue(random) : undefined;
  return Buffer.from(JSON.stringify(value ?? spoiled(values.of(schema ?? {}, "body", random), random, isOdd)) ?? "");
}

/** A good body with members that are not. */
function spoiled(body: unknown, random: Random, isOdd: () => boolean): unknown {
  if (typeof body !== "object" || body === null) return body;
  const entries = Object.entries(body).map(([name, value]) => [name, isOdd() ? hostileValue(random) : value]);
  if (isOdd()) entries.push([random.pick(HOSTILE_TEXTS), hostileValue(random)]);
  return Object.fromEntries(entries);
}

/** Short enough for Node to hand it on. */
const encoded = (text: string): string => encodeURIComponent(Buffer.from(text.slice(0, 2_000)).toString());

/** What of a text may stand in a header. */
const headerText = (text: string): string => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, "?").slice(0, 8_000);
