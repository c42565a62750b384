import { afterAll, beforeAll, expect, it } from "vitest";
import type { PairingStep, Tenant } from "../src/index.ts";
import { connected, Simulated } from "./simulated.ts";

let simulated: Simulated;
beforeAll(async () => {
  simulated = await Simulated.start();
});
afterAll(() => simulated.stop());

const next = async (steps: AsyncGenerator<PairingStep, void, void>): Promise<PairingStep> => {
  const { value } = await steps.next();
  if (value === undefined) throw new Error("The pairing has ended");
  return value;
};

const codeOf = (step: PairingStep) => (step.kind === "code" ? step.code : "no code");
const account = (phone: string) => `${phone}@s.whatsapp.net`;

it("shows QR after QR until the phone scans one", async () => {
  const manager = await simulated.manager({ whatsapp: { qrTimeoutMs: 200 } });
  const qrs: string[] = [];
  for await (const step of manager.tenant("by-qr").pair()) {
    if (step.kind === "connected") expect(step.account).toBe(account("15550009001"));
    if (step.kind !== "qr") continue;
    expect(step.expiresAt).toBeGreaterThan(Date.now() - 200);
    qrs.push(step.qr);
    if (qrs.length === 2) await simulated.simulator.phone("15550009001").scanQr(step.qr);
  }
  expect(new Set(qrs).size).toBe(qrs.length);
  expect(qrs.length).toBeGreaterThanOrEqual(2);
});

it("links by a code that is typed on the phone, and keeps the device", async () => {
  const manager = await simulated.manager();
  const tenant = manager.tenant("by-code");
  const steps = tenant.pair({ phone: "+1 555 000 9002" });
  const code = codeOf(await next(steps));
  expect(code).toMatch(/^[0-9A-Z]{8}$/);
  expect(tenant.status).toMatchObject({ state: "waiting_qr", pairingCode: code });
  const phone = simulated.simulator.phone("15550009002");
  await phone.enterCode(code);
  expect(await next(steps)).toEqual({ kind: "connected", account: account("15550009002") });
  expect(tenant.status.pairingCode).toBeNull();
  await tenant.disconnect();
  await tenant.connect();
  expect(tenant.status.state).toBe("connected");
});

it("makes a new code after the connection of the first one was lost", async () => {
  const manager = await simulated.manager({ whatsapp: { keepAliveIntervalMs: 100_000, silenceTimeoutMs: 300 } });
  const steps = manager.tenant("code-lost").pair({ phone: "15550009003" });
  const first = codeOf(await next(steps));
  const second = codeOf(await next(steps));
  expect(second).not.toBe(first);
  await steps.return();
});

it("replaces a code when another one is asked for", async () => {
  const manager = await simulated.manager();
  const tenant = manager.tenant("two-codes");
  const codes = await Promise.all(
    ["15550009004", "15550009005"].map(async (phone) => codeOf(await next(tenant.pair({ phone })))),
  );
  expect(new Set(codes).size).toBe(2);
  const phone = simulated.simulator.phone("15550009005");
  expect(tenant.status.pairingCode).toBe(codes[1]);
  await phone.enterCode(codes[1] ?? "");
  await connected(tenant);
});

it("ends when nobody scans, and begins anew when asked", async () => {
  const manager = await simulated.manager({ whatsapp: { qrTimeoutMs: 30 } });
  const tenant = manager.tenant("nobody");
  await expect(untilTheEnd(tenant)).rejects.toMatchObject({ code: "PAIRING_ENDED", reason: "qr_expired" });
  expect(tenant.status).toMatchObject({ state: "new", qr: null, reason: "qr_expired" });
  expect(await next(tenant.pair())).toMatchObject({ kind: "qr" });
});

it("says at once that a paired tenant is connected", async () => {
  const manager = await simulated.manager();
  const tenant = await simulated.pair(manager, "paired", "15550009006");
  expect(await next(tenant.pair())).toEqual({ kind: "connected", account: account("15550009006") });
  expect(await next(tenant.pair({ phone: "15550009006" }))).toMatchObject({ kind: "connected" });
});

it("refuses a number that is none", async () => {
  const manager = await simulated.manager();
  await expect(manager.tenant("bad").pair({ phone: "mum" }).next()).rejects.toMatchObject({
    code: "INVALID_RECIPIENT",
  });
});

async function untilTheEnd(tenant: Tenant): Promise<void> {
  for await (const step of tenant.pair()) if (step.kind === "connected") return;
}
