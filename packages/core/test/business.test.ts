import { afterAll, beforeAll, expect, it } from "vitest";
import type { BusinessInfo } from "../src/index.ts";
import { Simulated } from "./simulated.ts";

let simulated: Simulated;
beforeAll(async () => {
  simulated = await Simulated.start();
});
afterAll(() => simulated.stop());

const PROFILE = {
  description: "Bread since 1910",
  address: "1 Main Street",
  website: "https://bakery.example.com",
  hours: {
    timezone: "Europe/Rome",
    days: [
      { day: "mon", mode: "specific_hours", openMinutes: 480, closeMinutes: 1_050 },
      { day: "tue", mode: "open_24h" },
      { day: "wed", mode: "appointment_only" },
    ],
  },
} as const;

it("fetches the account's profile, fills what is empty and leaves what the tenant has saved", async () => {
  simulated.simulator.phone("15550007001", { name: "Anna", business: PROFILE });
  const manager = await simulated.manager();
  const tenant = await simulated.pair(manager, "bakery", "15550007001");
  const updates: BusinessInfo[] = [];
  manager.on("business.updated", ({ business }) => updates.push(business));
  await tenant.saveBusiness({ websiteUrl: "https://mine.example.com" });

  const first = await tenant.refreshBusiness();
  expect(first).toMatchObject({ fetched: true, persisted: true, reason: null });
  expect(first.business).toMatchObject({
    name: "Anna",
    workingHours: "mon 08:00-17:30, tue open 24 h, wed by appointment (Europe/Rome)",
    websiteUrl: "https://mine.example.com",
    mobileNumbers: ["+15550007001"],
  });
  expect(await tenant.business()).toEqual(first.business);
  expect(await tenant.refreshBusiness()).toEqual({ ...first, persisted: false });
  expect(updates).toEqual([expect.objectContaining({ websiteUrl: "https://mine.example.com" }), first.business]);
});

it("says why nothing was fetched", async () => {
  const manager = await simulated.manager();
  const tenant = await simulated.pair(manager, "private", "15550007002");
  await tenant.saveBusiness({ name: "Bert" });
  expect(await tenant.refreshBusiness()).toMatchObject({ fetched: false, reason: "no_business_profile" });
  await tenant.disconnect();
  expect(await tenant.refreshBusiness()).toMatchObject({
    fetched: false,
    persisted: false,
    reason: "not_connected",
    business: { name: "Bert" },
  });
});

it("shows a tenant nothing of another's, and exports its own", async () => {
  const manager = await simulated.manager();
  for (const name of ["anna", "bert"]) await manager.tenant(name).configure({});
  await manager.tenant("anna").saveBusiness({ name: "Anna's" });
  expect((await manager.tenant("bert").business()).name).toBeNull();
  const exported = [];
  for await (const piece of manager.tenant("anna").export()) exported.push(piece);
  expect(exported).toContainEqual({ kind: "business", business: expect.objectContaining({ name: "Anna's" }) });
});
