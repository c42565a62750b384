import { expect, it } from "vitest";
import { Changes } from "../changes.ts";
import { parseTenantId } from "../types/parse-tenant-id.ts";
import type { SessionStatus } from "../types/session-status.ts";
import { pair } from "./pairing.ts";
import { UNTOUCHED } from "./session.ts";

const tenant = parseTenantId("tenant-a");
const wait = { timeoutMs: 1_000 };

/** A session whose status the test sets. */
class StagedSession {
  readonly changes = new Changes();
  status: SessionStatus = UNTOUCHED;
  codes = 0;

  connect = async () => this.show({ state: "waiting_qr", qr: "first", qrExpiresAt: 60 });

  requestPairingCode = async (phone: string) => {
    this.codes += 1;
    const pairingCode = `${phone}-${this.codes}`;
    this.show({ ...this.status, pairingCode });
    return pairingCode;
  };

  show(status: Partial<SessionStatus>) {
    this.status = { ...UNTOUCHED, ...status };
    this.changes.tell();
    return { status: "waiting_qr" as const, qr: "first" };
  }
}

it("gives each QR once, and ends when the phone has scanned one", async () => {
  const session = new StagedSession();
  const steps = pair(tenant, session, wait);
  expect((await steps.next()).value).toEqual({ kind: "qr", qr: "first", expiresAt: 60 });
  const second = steps.next();
  session.show({ state: "waiting_qr", qr: "first", qrExpiresAt: 60, pairingCode: "somebody's" });
  session.show({ state: "waiting_qr", qr: "second", qrExpiresAt: 80 });
  expect((await second).value).toEqual({ kind: "qr", qr: "second", expiresAt: 80 });
  const last = steps.next();
  session.show({ state: "reconnecting", retryAt: 1, attempt: 1 });
  session.show({ state: "connected", account: "1@s.whatsapp.net" });
  expect((await last).value).toEqual({ kind: "connected", account: "1@s.whatsapp.net" });
  expect(await steps.next()).toEqual({ done: true, value: undefined });
});

it("misses nothing that happens while its caller is busy", async () => {
  const session = new StagedSession();
  const steps = pair(tenant, session, wait);
  await steps.next();
  session.show({ state: "connected", account: "1@s.whatsapp.net" });
  expect((await steps.next()).value).toMatchObject({ kind: "connected" });
});

it("makes a new code when the connection of the one before is lost, and not for a new QR", async () => {
  const session = new StagedSession();
  const steps = pair(tenant, session, { ...wait, phone: "49" });
  expect((await steps.next()).value).toEqual({ kind: "code", code: "49-1" });
  const second = steps.next();
  session.show({ state: "waiting_qr", qr: "second", qrExpiresAt: 80, pairingCode: "49-1" });
  await Promise.resolve();
  session.show({ state: "reconnecting", retryAt: 1, attempt: 1 });
  session.show({ state: "waiting_qr", qr: "third", qrExpiresAt: 60 });
  expect((await second).value).toEqual({ kind: "code", code: "49-2" });
});

it.each([
  [{ state: "new", reason: "qr_expired" }, "PAIRING_ENDED"],
  [{ state: "stopped", reason: "requested" }, "SESSION_NOT_CONNECTED"],
] as const)("ends with an error when the session comes to rest: %o", async (status, code) => {
  const session = new StagedSession();
  const steps = pair(tenant, session, wait);
  await steps.next();
  const next = steps.next();
  session.show(status);
  await expect(next).rejects.toMatchObject({ code });
});

it("stops waiting when its signal says so", async () => {
  const session = new StagedSession();
  const abort = new AbortController();
  const steps = pair(tenant, session, { ...wait, signal: abort.signal });
  await steps.next();
  const next = steps.next();
  abort.abort(new Error("enough"));
  await expect(next).rejects.toThrow("enough");
});
