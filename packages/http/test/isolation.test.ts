import { expect, it } from "vitest";
import { signToken } from "../src/auth/issue-token.ts";
import { JwtKeys } from "../src/auth/jwt-keys.ts";
import { jwtSecret, tokenOf } from "./api.ts";
import { OPERATIONS } from "./document.ts";
import { ATTEMPTS, type Things } from "./isolation/attempts.ts";
import { forgedTokens } from "./isolation/forged-tokens.ts";
import { ADMIN_KEY, SECRET, twoTenants } from "./isolation/two-tenants.ts";

const PUBLIC = ["POST /auth/token"];
/** Whoever has done it can do nothing more, so it comes last. */
const LAST = "DELETE /tenant";
const IN_TURN = [...OPERATIONS].sort((one, other) => Number(one.name === LAST) - Number(other.name === LAST));
const PRIVATE = IN_TURN.filter(({ name }) => !PUBLIC.includes(name));
/** Its answers have new ids in them each time. */
const MAKES_NEW = ["POST /webhooks"];
const isForAdmin = ({ security }: (typeof OPERATIONS)[number]) => security.some((scheme) => "adminKey" in scheme);
/** Nobody has these, and they look like those of a tenant, length and all. */
const MADE_UP: Things = {
  tenantId: "tenant-madeup",
  chat: "15550008888@s.whatsapp.net",
  endpointId: "ep_AAAAAAAAAAAAAAAA",
  eventId: `evt_${"A".repeat(24)}`,
  idempotencyKey: "order-8",
};

it("knows how one would try to get at another's things in every operation of the document", () => {
  expect(Object.keys(ATTEMPTS).sort()).toEqual(OPERATIONS.map(({ name }) => name).sort());
  const open = OPERATIONS.filter(({ security }) => security.length === 0).map(({ name }) => name);
  expect(open).toEqual(PUBLIC);
});

it("refuses every operation to who has a forged token, and says nothing but that", async () => {
  const { attempt, attemptOf, things, everything, intruder } = await twoTenants();
  const before = await everything();
  const forged = await forgedTokens(things.tenantId, { jwtSecret, own: intruder });
  for (const operation of PRIVATE) {
    for (const [what, token] of Object.entries(forged)) {
      const { status, body } = await attempt(operation, attemptOf(operation), token);
      expect(status, `${operation.name} with a token ${what}`).toBe(401);
      expect(body).toMatchObject({ code: "UNAUTHORIZED" });
      expect(JSON.stringify(body)).not.toContain(SECRET);
    }
  }
  expect(await everything()).toEqual(before);
});

it("refuses every operation to who has no token or a wrong key", async () => {
  const { attempt, attemptOf } = await twoTenants();
  for (const operation of PRIVATE) {
    const attempted = attemptOf(operation);
    for (const key of ["", `${ADMIN_KEY} `.trimEnd().slice(1), `${ADMIN_KEY}x`, ADMIN_KEY.toUpperCase()]) {
      const headers = { ...attempted.headers, "x-admin-key": key };
      expect((await attempt(operation, { ...attempted, headers })).status, operation.name).toBe(401);
    }
  }
});

it("shows a tenant nothing of another's, and lets it change nothing there, whatever it names", async () => {
  const { attempt, attemptOf, everything, intruder } = await twoTenants();
  const before = await everything();
  expect(JSON.stringify(before)).toContain(SECRET);
  for (const operation of IN_TURN) {
    const { status, body } = await attempt(operation, attemptOf(operation), intruder);
    expect(JSON.stringify(body), operation.name).not.toContain(SECRET);
    if (isForAdmin(operation)) expect(status, operation.name).toBe(401);
    expect(await everything(), operation.name).toEqual(before);
  }
});

it("answers to a tenant the same whether a thing is another's or nobody's", async () => {
  const { attempt, attemptOf, things, intruder } = await twoTenants();
  const named = IN_TURN.filter(
    (operation) =>
      !MAKES_NEW.includes(operation.name) &&
      JSON.stringify(attemptOf(operation)) !== JSON.stringify(attemptOf(operation, MADE_UP)),
  );
  expect(named.length).toBeGreaterThan(20);
  for (const operation of named) {
    const seen = async (at: Things) => {
      const { status, headers, body } = await attempt(operation, attemptOf(operation, at), intruder);
      const told = [...headers].filter(([name]) => name !== "date" && name !== "x-request-id");
      // What one has named oneself may be said back.
      return Object.entries(at).reduce(
        (text, [name, value]) => text.replaceAll(value, `<${name}>`),
        JSON.stringify([status, told, body]),
      );
    };
    // What follows from the first time shall not count: a session that is started is started.
    await seen(MADE_UP);
    const hidden = await seen(things);
    expect(hidden, operation.name).toBe(await seen(MADE_UP));
  }
});

it("gives who has the token of an erased tenant nothing of what was there", async () => {
  const { ask, attempt, attemptOf, victim, things } = await twoTenants();
  const headers = { "x-admin-key": ADMIN_KEY };
  expect((await ask("DELETE", `/api/admin/tenants/${things.tenantId}`, { headers })).status).toBe(200);
  const validFrom = Date.now() + 1_000;
  const later = await signToken(new JwtKeys(jwtSecret), { ...things, lifetimeMs: 60_000, validFrom });
  for (const operation of PRIVATE) {
    expect((await attempt(operation, attemptOf(operation), victim)).status, operation.name).toBe(401);
    // The host may have signed another one since.
    const { status, body } = await attempt(operation, attemptOf(operation), later);
    expect(JSON.stringify(body), operation.name).not.toContain(SECRET);
    if (isForAdmin(operation)) expect(status, operation.name).toBe(401);
  }
});

it("refuses every operation with a token that was revoked, also from memory", async () => {
  const { ask, attempt, attemptOf, victim, things } = await twoTenants();
  const cold = await tokenOf(things.tenantId);
  const headers = { "x-admin-key": ADMIN_KEY };
  const revoked = await ask("POST", `/api/admin/tenants/${things.tenantId}/revoke-tokens`, { headers });
  expect(revoked.status).toBe(200);
  for (const operation of PRIVATE) {
    for (const token of [victim, cold]) {
      expect((await attempt(operation, attemptOf(operation), token)).status, operation.name).toBe(401);
    }
  }
});
