import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { SqliteStorage } from "@polyphone/core";
import { expect, it, onTestFinished } from "vitest";
import { api, tokenOf } from "./api.ts";
import { Contract } from "./contract.ts";
import { DOCUMENT, OPERATIONS, type Operation } from "./document.ts";
import { Random } from "./fuzz/random.ts";
import { type Callers, randomRequest, type WireRequest } from "./fuzz/random-request.ts";
import { SchemaValues } from "./fuzz/schema-value.ts";
import { type WireAnswer, WireClient } from "./fuzz/wire-client.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const WARM_UP_REQUESTS = 5_000;
const REQUESTS = 20_000;
const CONNECTIONS = 16;
const TIMEOUT_MS = 10_000;
/** 200 bytes that each request after the warm-up might leave. */
const MAX_GROWTH_BYTES = 3_000_000;
const ADMIN_KEY = "the key";
const CALLING = ["tenant-a", "tenant-b"];
/** These are made, paused and erased as it comes. */
const ADMINISTERED = ["tenant-c", "tenant-d", "tenant-e"];

/** They wait for WhatsApp, which does not answer here; nothing else has a reason to fail on our side. */
const WAIT_FOR_WHATSAPP = ["POST /session/start", "POST /session/pairing-code"];
/** They cannot succeed without a session that is connected. */
const NEED_WHATSAPP = [
  ...WAIT_FOR_WHATSAPP,
  "POST /message/check-number",
  "POST /message/send-text",
  "POST /message/mark-read",
];

it(`survives ${REQUESTS} random and hostile requests to all routes, seed ${SEED}`, { timeout: 300_000 }, async () => {
  const random = new Random(SEED);
  const subject = await fuzzed();
  const succeeded = new Set<string>();
  const check = (operation: Operation, request: WireRequest, answer: WireAnswer) => {
    const problem = subject.judge(operation, request, answer);
    if (problem !== undefined)
      throw new Error(`${problem}\n${shown(request)}\n${shown(answer)}\n${subject.lastFailure()}`);
    if (answer.status === 200) succeeded.add(operation.name);
  };
  const send = async (requests: number) => {
    let left = requests;
    const worker = async () => {
      while (left > 0) {
        left -= 1;
        const operation = random.pick(OPERATIONS);
        const request = randomRequest(operation, random, subject.values, subject.callers);
        const answer = await subject.client.send(request).catch((error: unknown) => {
          throw new Error(`${String(error)}\n${shown(request)}`);
        });
        check(operation, request, answer);
        if (answer.status === 200 && isErasure(request)) await subject.comeBack();
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  };
  await send(WARM_UP_REQUESTS);
  const warm = heapBytes();
  await send(REQUESTS - WARM_UP_REQUESTS);
  expect(heapBytes() - warm).toBeLessThan(MAX_GROWTH_BYTES);
  const never = OPERATIONS.map(({ name }) => name).filter((name) => !succeeded.has(name));
  expect(never.sort()).toEqual([...NEED_WHATSAPP].sort());
});

/** The API on a real database, what to ask it, and what to hold its answers against. */
async function fuzzed() {
  const storage = new SqliteStorage({ directory: temporaryDirectory(), search: true });
  onTestFinished(() => storage.close());
  let lastFailure = "";
  const nothing = () => undefined;
  const error = (fields: object) => {
    lastFailure = JSON.stringify(fields, null, 1);
  };
  const logger = { debug: nothing, info: nothing, warn: nothing, error };
  const webhooks = { send: async () => 204, close: async () => undefined };
  const ask = await api(
    { adminKey: ADMIN_KEY, logger, rateLimits: { perTenant: false, perAddress: false } },
    { storage, webhooks, connectTimeoutMs: 20 },
  );
  const tokens: string[] = [];
  const newToken = async (tenantId: string): Promise<string> => {
    const body = { tenantId, webhook_url: "https://a.example/" };
    const { status, body: issued } = await ask("POST", "/api/auth/token", { body });
    // Somebody is just erasing it once more.
    if (status === 404) return newToken(tenantId);
    expect(status).toBe(200);
    return (issued as { token: string }).token;
  };
  const comeBack = async () => {
    tokens.splice(0, tokens.length, ...(await Promise.all(CALLING.map(newToken))));
  };
  await comeBack();
  const client = new WireClient(`${ask.origin}/api`, { connections: CONNECTIONS, timeoutMs: TIMEOUT_MS });
  onTestFinished(() => client.close());
  const contract = new Contract(DOCUMENT);
  return {
    client,
    callers: await callers(tokens),
    /** Provisions those again who call: one of them has erased itself, and its token is refused. */
    comeBack,
    values: new SchemaValues(DOCUMENT.components.schemas, KNOWN),
    lastFailure: () => lastFailure,
    judge(operation: Operation, request: WireRequest, { status, type, text }: WireAnswer): string | undefined {
      // What is no HTTP, and headers over 16 kB, Node refuses by itself: no app sees it.
      if (type === "" && (status === 400 || status === 431)) return undefined;
      try {
        const body = type.startsWith("application/x-ndjson") ? text : text === "" ? undefined : JSON.parse(text);
        if (!type.startsWith("text/event-stream"))
          contract.check(request.method, asRouted(request.path), { status, body });
        const isExcused = WAIT_FOR_WHATSAPP.includes(operation.name) && body?.code === "SESSION_TIMEOUT";
        return status >= 500 && !isExcused ? "the server failed" : undefined;
      } catch (error) {
        return String(error);
      }
    },
  };
}

async function callers(tokens: readonly string[]): Promise<Callers> {
  const [good = ""] = tokens;
  const [header, payload, signature] = good.split(".");
  const none = Buffer.from('{"alg":"none"}').toString("base64url");
  const badTokens = [
    await tokenOf("tenant-a", -1_000),
    await tokenOf("../x"),
    await tokenOf("nobody-is-this"),
    `${header}.${payload}.`,
    `${none}.${payload}.`,
    `${none}.${payload}.${signature}`,
    good.slice(0, -2),
    `${good}.${signature}`,
    "..",
    "x".repeat(10_000),
  ];
  return { tokens, badTokens, adminKey: ADMIN_KEY };
}

const KNOWN = {
  tenantId: ADMINISTERED,
  id: ["default"],
  to: ["491511234567", "+1 555 0100 100", "491511234567@s.whatsapp.net"],
  jid: ["491511234567@s.whatsapp.net", "11111111111@lid", "120363012345678901@g.us"],
  phone: ["+491511234567"],
  q: ["anna", "+49 151"],
  cursor: ["1700000000000", Buffer.from("1700000000000:7").toString("base64url")],
  url: ["https://a.example/", "http://b.example/hook"],
  webhook_url: ["https://a.example/", "http://b.example/hook"],
  location_url: ["https://a.example/"],
  instagram_url: ["https://a.example/"],
  website_url: ["https://a.example/"],
  mobile_numbers: ["+1234567890"],
  "Idempotency-Key": ["key-1", "key-2"],
};

const isErasure = ({ method, path }: WireRequest): boolean => method === "DELETE" && asRouted(path) === "/tenant";

/** Express routes without regard to case and to a slash at the end. */
const asRouted = (path: string): string => (path.split("?")[0] ?? "").toLowerCase().replace(/(.)\/$/, "$1");

/** What lives after everything that may be freed is. */
function heapBytes(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  for (const _ of [1, 2]) collect();
  return process.memoryUsage().heapUsed;
}

const shown = (value: WireRequest | WireAnswer): string =>
  JSON.stringify(value, (_, member) =>
    member?.type === "Buffer" ? Buffer.from(member.data).toString("latin1") : member,
  ).slice(0, 2_000);
