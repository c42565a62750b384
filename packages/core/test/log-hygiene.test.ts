import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type Logger, MemoryAuthStore, parseTenantId } from "../src/index.ts";
import { connected, eventually, Simulated } from "./simulated.ts";

const [PHONE, FRIEND] = ["15550002001", "15550002009"];
const TEXTS = ["a received text that nobody else may read", "a sent text that nobody else may read"];

let simulated: Simulated;
const printed: string[] = [];
const print = (...args: unknown[]) => void printed.push(args.map((arg) => inspected(arg)).join(" "));

/** As much as a careless logger would print of it. */
function inspected(value: unknown): string {
  const bytes = (_key: string, field: unknown) =>
    field instanceof Uint8Array ? Buffer.from(field).toString("base64") : field;
  return value instanceof Error
    ? `${value.stack} ${JSON.stringify(value, bytes)} ${inspected(value.cause ?? "")}`
    : (JSON.stringify(value, bytes) ?? String(value));
}

const logger: Logger = { debug: print, info: print, warn: print, error: print };

beforeAll(async () => {
  for (const method of ["log", "info", "warn", "error", "debug", "trace", "dir"] as const) {
    vi.spyOn(console, method).mockImplementation(print);
  }
  simulated = await Simulated.start();
});
afterAll(async () => {
  await simulated.stop();
  vi.restoreAllMocks();
});

it("prints no key, QR, pairing code or text in a whole life, whatever goes wrong in it", async () => {
  const auth = new MemoryAuthStore();
  const secrets = new Set<string>(TEXTS);
  const noteKeys = async () => {
    for (const { value } of await auth.entries(parseTenantId("anna"))) {
      for (const [, bytes = ""] of value.matchAll(/"(?:data|advSecretKey)":"([A-Za-z0-9+/=]{24,})"/g)) {
        secrets.add(bytes).add(Buffer.from(bytes, "base64").toString("hex"));
      }
    }
  };
  const manager = await simulated.manager({
    auth,
    logger,
    whatsapp: { silenceTimeoutMs: 2_000, keepAliveIntervalMs: 500 },
  });
  manager.on("error", print);
  const tenant = manager.tenant("anna");
  const phone = simulated.simulator.phone(PHONE);
  const friend = simulated.simulator.contact(FRIEND);

  // A code that is never typed, then a QR.
  const codes = tenant.pair({ phone: PHONE });
  const step = (await codes.next()).value;
  if (step?.kind === "code") secrets.add(step.code);
  await noteKeys();
  await tenant.disconnect();
  const result = await tenant.connect();
  if (result.status === "waiting_qr") secrets.add(result.qr);
  await phone.scanQr(tenant.status.qr ?? "");
  await connected(tenant);

  const send = () => friend.sendText(PHONE, TEXTS[0] ?? "");
  await send();
  await eventually(async () => expect((await tenant.messages(FRIEND)).items).toHaveLength(1));
  const { id } = await tenant.sendText(FRIEND, TEXTS[1] ?? "");
  await friend.received(TEXTS[1] ?? "");
  await tenant.markRead(FRIEND);
  await noteKeys();

  // What can be seen going wrong: damaged frames, sessions that are lost, a kick, a send to nobody.
  simulated.simulator.faults.set({ garble: true });
  await send();
  await eventually(() => expect(tenant.status.state).not.toBe("connected"));
  simulated.simulator.faults.clear();
  await connected(tenant);
  const sessions = (await auth.entries(parseTenantId("anna"))).filter(({ type }) => type === "session");
  await auth.set(
    parseTenantId("anna"),
    sessions.map((session) => ({ ...session, value: null })),
  );
  await phone.kick("unavailable");
  await eventually(() => expect(tenant.status.state).toBe("connected"));
  await send();
  await eventually(async () => expect((await tenant.messages(FRIEND)).items.length).toBeGreaterThanOrEqual(4));
  await expect(tenant.sendText("15550002888", TEXTS[1] ?? "")).rejects.toThrow();
  await noteKeys();
  await tenant.logout();
  await manager.stop();

  expect(secrets.size).toBeGreaterThan(100);
  expect(printed.length).toBeGreaterThan(5);
  const output = printed.join("\n");
  const leaked = [...secrets].filter((secret) => output.includes(secret));
  expect(leaked).toEqual([]);
  expect(id).not.toBe("");
});
