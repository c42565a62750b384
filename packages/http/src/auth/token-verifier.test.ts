import { generateKeyPairSync } from "node:crypto";
import { SignJWT, UnsecuredJWT } from "jose";
import { afterEach, describe, expect, it, vi } from "vitest";
import { signToken } from "./issue-token.ts";
import { JwtKeys, type JwtSecret } from "./jwt-keys.ts";
import { TokenVerifier } from "./token-verifier.ts";

const SECRET = "a secret of this test, long enough to be one";
const MINUTE_MS = 60_000;

const verifier = (secret: JwtSecret = SECRET) => new TokenVerifier(new JwtKeys(secret));
const issue = (secret: JwtSecret = SECRET, lifetimeMs = 60 * MINUTE_MS) =>
  signToken(new JwtKeys(secret), { tenantId: "tenant-a", lifetimeMs });
const bytes = (secret: string) => new TextEncoder().encode(secret);
const host = (payload: Record<string, unknown>, alg = "HS256") =>
  new SignJWT(payload).setProtectedHeader({ alg }).sign(bytes(SECRET));

afterEach(() => {
  vi.useRealTimers();
});

describe("a good token", () => {
  it("names the tenant it was issued for", async () => {
    expect(await verifier().verify(await issue())).toMatchObject({ userId: "tenant-a" });
  });

  it("may be signed by the host, with the same secret and no expiry", async () => {
    expect(await verifier().verify(await host({ userId: "tenant-b" }))).toMatchObject({ userId: "tenant-b" });
  });

  it("outlives a change of the secret while the old one is kept", async () => {
    const rotated = { current: "another secret, just as long as the first one", previous: [SECRET] };
    expect(await verifier(rotated).verify(await issue())).toMatchObject({ userId: "tenant-a" });
    await expect(verifier(rotated.current).verify(await issue())).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });

  it("is believed from memory, but never past its own expiry", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const subject = verifier();
    const token = await issue(SECRET, MINUTE_MS / 2);
    expect(await subject.verify(token)).toMatchObject({ userId: "tenant-a" });
    vi.setSystemTime(Date.now() + MINUTE_MS / 2);
    await expect(subject.verify(token)).rejects.toThrow("The token has expired: get a new one.");
  });
});

describe("a bad token is refused:", () => {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const forged: Record<string, () => Promise<string>> = {
    "without a signature": async () => new UnsecuredJWT({ userId: "tenant-a" }).encode(),
    "with HS512": () => host({ userId: "tenant-a" }, "HS512"),
    "with RS256": () => new SignJWT({ userId: "tenant-a" }).setProtectedHeader({ alg: "RS256" }).sign(rsa),
    "with another secret": () => issue("another secret, just as long as the first one"),
    "with an edited payload": async () => {
      const [header, , signature] = (await issue()).split(".");
      return [header, Buffer.from('{"userId":"tenant-b"}').toString("base64url"), signature].join(".");
    },
    expired: () => host({ userId: "tenant-a", exp: 1 }),
    "not valid yet": () => host({ userId: "tenant-a", nbf: 33_000_000_000 }),
    "without a userId": () => host({ sub: "tenant-a" }),
    "with a userId that is no string": () => host({ userId: 7 }),
    "that is none": async () => "not.a.token",
  };

  it.each(Object.entries(forged))("%s", async (_name, make) => {
    const subject = verifier();
    const token = await make();
    // Twice, because a refusal must not be remembered as anything else.
    for (const _ of [1, 2]) await expect(subject.verify(token)).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });
});

it("takes no empty secret", () => {
  expect(() => new JwtKeys("")).toThrow("The option jwtSecret must be a string that is not empty.");
});
