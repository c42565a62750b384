import { createHmac, generateKeyPairSync } from "node:crypto";
import { SignJWT, UnsecuredJWT } from "jose";
import { issueToken } from "../../src/index.ts";

const LIFETIME_MS = 3_600_000;

/** Tokens that would name `tenantId` if they were good, by what is wrong with them. `own` is the forger's own good one. */
export async function forgedTokens(
  tenantId: string,
  { jwtSecret, own }: { readonly jwtSecret: string; readonly own: string },
): Promise<Readonly<Record<string, string>>> {
  const claims = { userId: tenantId, exp: Math.ceil((Date.now() + LIFETIME_MS) / 1000) };
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const publicPem = publicKey.export({ type: "spki", format: "pem" });
  const [header = "", payload = "", signature = ""] = own.split(".");
  const signed = (alg: string, key: Parameters<SignJWT["sign"]>[0], more: object = {}) =>
    new SignJWT(claims).setProtectedHeader({ ...more, alg }).sign(key);
  return {
    "signed by nobody (alg none)": new UnsecuredJWT(claims).encode(),
    "signed by nobody, alg in capitals": withHmac({ alg: "NONE" }, claims, jwtSecret),
    "with HS512": await signed("HS512", Buffer.from(jwtSecret.padEnd(64, " "))),
    "with HS512 and the secret itself": withHmac({ alg: "HS512" }, claims, jwtSecret, "sha512"),
    "with a key pair of the forger's (RS256)": await signed("RS256", privateKey),
    "with the forger's key in its header": await signed("RS256", privateKey, {
      jwk: publicKey.export({ format: "jwk" }),
    }),
    "that calls an HMAC with a public key RS256": withHmac({ alg: "RS256" }, claims, publicPem),
    "that calls an HMAC with the secret RS256": withHmac({ alg: "RS256" }, claims, jwtSecret),
    "with another secret": await issueToken({ jwtSecret: `${jwtSecret}.`, tenantId, lifetimeMs: LIFETIME_MS }),
    "with another secret under the good key's name": withHmac(decoded(header), claims, `${jwtSecret}.`),
    "with an empty secret": withHmac({ alg: "HS256" }, claims, ""),
    "with an edited payload": [header, encoded(claims), signature].join("."),
    "with an edited header": [encoded({ alg: "HS256" }), payload, signature].join("."),
    "without its signature": [header, encoded(claims), ""].join("."),
    expired: await issueToken({ jwtSecret, tenantId, lifetimeMs: -LIFETIME_MS }),
    "not valid yet": withHmac({ alg: "HS256" }, { ...claims, nbf: claims.exp }, jwtSecret),
    "that names its tenant otherwise": withHmac({ alg: "HS256" }, { sub: tenantId, tenantId }, jwtSecret),
    "that names several tenants": withHmac({ alg: "HS256" }, { ...claims, userId: [tenantId] }, jwtSecret),
    "of a path": withHmac({ alg: "HS256" }, { ...claims, userId: `../${tenantId}` }, jwtSecret),
  };
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const decoded = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString()) as object;

/** A token as somebody would make it who has no library that refuses to. */
function withHmac(header: object, claims: object, key: string | Buffer, hash = "sha256"): string {
  const text = `${encoded(header)}.${encoded(claims)}`;
  return `${text}.${createHmac(hash, key).update(text).digest("base64url")}`;
}
