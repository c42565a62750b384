import { expect, it } from "vitest";
import { parseTenantId } from "../types/parse-tenant-id.ts";
import { Pacer } from "./pacer.ts";

const [ANNA, BERT] = [parseTenantId("tenant-anna"), parseTenantId("tenant-bert")];
const [BOB, CARL] = ["4915112345678@s.whatsapp.net", "4915187654321@s.whatsapp.net"];

/** A pacer whose clock stands at 0 until it is set. */
function pacer(pacing: { perRecipientMs?: number; perTenantMs?: number; jitter?: number }, random = 0) {
  const clock = { now: 0 };
  const settings = { perRecipientMs: 0, perTenantMs: 0, jitter: 0, ...pacing };
  return {
    clock,
    pacer: new Pacer(
      settings,
      () => clock.now,
      () => random,
    ),
  };
}

it("holds nobody up when no time is asked for", () => {
  const { pacer: free } = pacer({});
  for (let count = 0; count < 3; count += 1) expect(free.slot(ANNA, BOB)).toEqual({ sendAt: 0, reason: null });
});

it("keeps a distance to the same recipient, and lets others of all tenants go", () => {
  const { pacer: paced } = pacer({ perRecipientMs: 100 });
  expect(paced.slot(ANNA, BOB)).toEqual({ sendAt: 0, reason: null });
  expect(paced.slot(ANNA, BOB)).toEqual({ sendAt: 100, reason: "recipient_pacing" });
  expect(paced.slot(ANNA, BOB)).toEqual({ sendAt: 200, reason: "recipient_pacing" });
  expect(paced.slot(ANNA, CARL)).toEqual({ sendAt: 0, reason: null });
  expect(paced.slot(BERT, BOB)).toEqual({ sendAt: 0, reason: null });
});

it("keeps a distance between all messages of a tenant", () => {
  const { pacer: paced } = pacer({ perTenantMs: 100 });
  expect(paced.slot(ANNA, BOB)).toEqual({ sendAt: 0, reason: null });
  expect(paced.slot(ANNA, CARL)).toEqual({ sendAt: 100, reason: "tenant_pacing" });
  expect(paced.slot(BERT, CARL)).toEqual({ sendAt: 0, reason: null });
});

it("lets a message go at once when the time has passed", () => {
  const { pacer: paced, clock } = pacer({ perRecipientMs: 100, perTenantMs: 50 });
  paced.slot(ANNA, BOB);
  clock.now = 60;
  expect(paced.slot(ANNA, CARL)).toEqual({ sendAt: 60, reason: null });
  clock.now = 1000;
  expect(paced.slot(ANNA, BOB)).toEqual({ sendAt: 1000, reason: null });
});

it("adds up to the chosen part of the time at random", () => {
  const { pacer: paced } = pacer({ perRecipientMs: 100, jitter: 0.5 }, 0.5);
  paced.slot(ANNA, BOB);
  expect(paced.slot(ANNA, BOB).sendAt).toBe(125);
});
