import { afterAll, beforeAll, expect, it } from "vitest";
import { MemoryAuthStore, parseTenantId, type SessionState, type Tenant, type TenantManager } from "../src/index.ts";
import { connected, eventually, Simulated } from "./simulated.ts";

let simulated: Simulated;
beforeAll(async () => {
  simulated = await Simulated.start();
});
afterAll(() => simulated.stop());

let lastPhone = 15_550_003_000;

async function pairedTenant() {
  const auth = new MemoryAuthStore();
  const manager = await simulated.manager({ auth });
  const states: SessionState[] = [];
  manager.on("session.state", ({ to }) => states.push(to));
  lastPhone += 1;
  const phone = String(lastPhone);
  const tenant = await simulated.pair(manager, `tenant-${phone}`, phone);
  states.length = 0;
  return { auth, manager, tenant, states, phone: simulated.simulator.phone(phone) };
}

const stillPaired = async (auth: MemoryAuthStore, tenant: Tenant) =>
  (await auth.get(parseTenantId(tenant.id), "creds", [""])).has("");

const state = (tenant: Tenant, wanted: SessionState) => eventually(() => expect(tenant.status.state).toBe(wanted));

it.each([
  ["restart", "restart_required"],
  ["unavailable", "service_unavailable"],
  ["drop", "connection_lost"],
] as const)("comes back by itself after the kick %s", async (kick, reason) => {
  const { auth, tenant, states, phone, manager } = await pairedTenant();
  const reasons: unknown[] = [];
  manager.on("session.state", ({ to, reason: why }) => to === "reconnecting" && reasons.push(why));
  await phone.kick(kick);
  await eventually(() => expect(states).toContain("connected"));
  expect(states).toEqual(["reconnecting", "connecting", "connected"]);
  expect(reasons).toEqual([reason]);
  expect(await stillPaired(auth, tenant)).toBe(true);
});

it("rests when another connection took its place, and comes back when asked", async () => {
  const { auth, tenant, phone } = await pairedTenant();
  await phone.kick("replaced");
  await state(tenant, "replaced");
  expect(await stillPaired(auth, tenant)).toBe(true);
  expect(await tenant.connect()).toEqual({ status: "connected" });
});

it("rests when the account is banned, keeps the credentials and says so to who connects", async () => {
  const { auth, tenant, phone } = await pairedTenant();
  await phone.kick("banned");
  await state(tenant, "banned");
  await expect(tenant.connect()).rejects.toMatchObject({ code: "SESSION_BANNED" });
  await expect(tenant.sendText("15550002222", "hello")).rejects.toMatchObject({
    code: "SESSION_NOT_CONNECTED",
    message: expect.stringContaining("banned"),
  });
  expect(await stillPaired(auth, tenant)).toBe(true);
});

it("takes the credentials out of use after a log-out on the phone, and shows a QR when asked", async () => {
  const { auth, tenant, phone } = await pairedTenant();
  await phone.kick("logged_out");
  await state(tenant, "logged_out");
  expect(await stillPaired(auth, tenant)).toBe(false);
  expect(await tenant.connect()).toMatchObject({ status: "waiting_qr" });
});

it("shows a QR at once when the device was unlinked while nobody was connected", async () => {
  const { auth, tenant, phone } = await pairedTenant();
  await tenant.disconnect();
  await phone.kick("logged_out");
  expect(await tenant.connect()).toMatchObject({ status: "waiting_qr" });
  expect(await stillPaired(auth, tenant)).toBe(false);
});

it("goes on trying while WhatsApp is away and connects when it is back", async () => {
  const { manager, tenant, phone } = await pairedTenant();
  const attempts = new Promise<void>((resolve) => {
    const listener = () => {
      if (tenant.status.attempt < 3) return;
      manager.off("session.state", listener);
      resolve();
    };
    manager.on("session.state", listener);
  });
  simulated.simulator.faults.set({ dropAfterStanzas: 1, phone: phone.number });
  await phone.kick("drop");
  await attempts;
  simulated.simulator.faults.clear();
  await connected(tenant);
});

it("resumes paired tenants when a manager starts, and none that is not", async () => {
  const { auth, manager, tenant } = await pairedTenant();
  await manager.stop();
  const next: TenantManager = await simulated.manager({ auth });
  await connected(next.tenant(tenant.id));
  expect(next.tenant("tenant-unpaired").status.state).toBe("new");
});

it("sends nobody's log-out when it stops, and may be stopped and started twice", async () => {
  const { auth, manager, tenant } = await pairedTenant();
  await Promise.all([manager.stop(), manager.stop()]);
  await expect(tenant.sendText("15550002222", "hello")).rejects.toMatchObject({ code: "MANAGER_NOT_STARTED" });
  await Promise.all([manager.start(), manager.start()]);
  await connected(tenant);
  expect(await stillPaired(auth, tenant)).toBe(true);
});
