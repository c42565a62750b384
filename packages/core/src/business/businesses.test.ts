import { expect, it } from "vitest";
import { Emitter } from "../events/emitter.ts";
import { silentLogger } from "../logger.ts";
import type { Socket } from "../socket/socket.ts";
import { MemoryStorage } from "../storage/memory/memory-storage.ts";
import type { BusinessInfo } from "../types/business.ts";
import { parseTenantId } from "../types/parse-tenant-id.ts";
import { Businesses } from "./businesses.ts";

const ANNA = parseTenantId("tenant-anna");

type Profile = Awaited<ReturnType<Socket["businessProfile"]>>;

/** Businesses in memory, and a WhatsApp that answers when the test says so. */
async function asked({ preview = false } = {}) {
  const storage = new MemoryStorage();
  await storage.open();
  const events = new Emitter(silentLogger);
  const updates: BusinessInfo[] = [];
  events.on("business.updated", ({ business }) => updates.push(business));
  const businesses = new Businesses(storage.business, events);
  let answer: (profile: Profile) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const profile = new Promise<Profile>((resolve, reject) => {
    answer = resolve;
    fail = reject;
  });
  const refreshed = businesses.refresh(ANNA, { businessProfile: () => profile }, preview);
  return { businesses, updates, refreshed, answer, fail };
}

it("saves while WhatsApp has not answered, and the answer leaves alone what was saved meanwhile", async () => {
  const { businesses, refreshed, answer } = await asked();
  expect(await businesses.save(ANNA, { name: "Mine" })).toMatchObject({ name: "Mine" });
  answer({ name: "WhatsApp's", websiteUrl: "https://example.com" });
  expect((await refreshed).business).toMatchObject({ name: "Mine", websiteUrl: "https://example.com" });
});

it("stores of an answer only what a tenant could have saved itself", async () => {
  const { businesses, refreshed, answer, updates } = await asked();
  const websiteUrl = `https://example.com/${"x".repeat(2_048)}`;
  answer({ name: "", workingHours: "x".repeat(1_001), websiteUrl, mobileNumbers: ["+"], instagramUrl: null });
  expect(await refreshed).toMatchObject({ fetched: true, persisted: false, reason: null });
  expect(Object.values(await businesses.get(ANNA))).toEqual(Array(7).fill(null));
  expect(updates).toEqual([]);
});

it("says what it would become, and neither stores that nor tells anybody, when that is all that was asked", async () => {
  const { businesses, refreshed, answer, updates } = await asked({ preview: true });
  answer({ name: "WhatsApp's" });
  const business = expect.objectContaining({ name: "WhatsApp's", websiteUrl: null });
  expect(await refreshed).toEqual({ fetched: true, persisted: false, reason: null, business });
  expect(await businesses.get(ANNA)).toMatchObject({ name: null });
  expect(updates).toEqual([]);
});

it("changes nothing, and says so, when WhatsApp does not answer", async () => {
  const { businesses, refreshed, fail, updates } = await asked();
  await businesses.save(ANNA, { name: "Mine" });
  fail(new Error("connection lost"));
  await expect(refreshed).rejects.toThrow("connection lost");
  expect(await businesses.get(ANNA)).toMatchObject({ name: "Mine" });
  expect(updates).toHaveLength(1);
});
