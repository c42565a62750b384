import { webcrypto } from "node:crypto";
import { InvalidOptionError } from "@polyphone/core";
import { type CryptoKey, decodeProtectedHeader } from "jose";

/** What signs and verifies tokens. Use 32 random bytes or more: `openssl rand -base64 48`. */
export type JwtSecret =
  | string
  | {
      /** Signs new tokens, and verifies them. */
      readonly current: string;
      /** Still verifies the tokens that they signed. Drop each once its last token has expired. */
      readonly previous: readonly string[];
    };

/** The only algorithm: a token that names another one is refused. */
export const ALGORITHM = "HS256";

const KID_BYTES = 6;

/** A key, and the name under which tokens refer to it. */
export interface NamedKey {
  readonly key: CryptoKey;
  readonly kid: string;
}

/** The keys of a secret, imported at first use and once: that halves the cost of a verification. */
export class JwtKeys {
  readonly #secrets: readonly [string, ...string[]];
  #imported: Promise<readonly [NamedKey, ...NamedKey[]]> | undefined;

  constructor(secret: JwtSecret) {
    this.#secrets = typeof secret === "string" ? [secret] : [secret.current, ...secret.previous];
    if (this.#secrets.some((text) => typeof text !== "string" || text === "")) {
      throw new InvalidOptionError("jwtSecret", "a string that is not empty");
    }
  }

  /** True when a secret is shorter than HS256's own 32 bytes, so that it can be guessed from one token. */
  get weak(): boolean {
    return this.#secrets.some((text) => Buffer.byteLength(text) < 32);
  }

  /** Resolves with the key that signs. */
  async signing(): Promise<NamedKey> {
    return (await this.#all())[0];
  }

  /** Resolves with the keys that may have signed this token: the one that it names, or all, the signing one first. */
  async verifying(token: string): Promise<readonly CryptoKey[]> {
    const all = await this.#all();
    const named = all.find(({ kid }) => kid === kidOf(token));
    return named === undefined ? all.map(({ key }) => key) : [named.key];
  }

  #all(): Promise<readonly [NamedKey, ...NamedKey[]]> {
    this.#imported ??= this.#import();
    return this.#imported;
  }

  async #import(): Promise<readonly [NamedKey, ...NamedKey[]]> {
    const [current, ...previous] = this.#secrets;
    return [await importKey(current), ...(await Promise.all(previous.map(importKey)))];
  }
}

/** What a token says of its key, before anything is verified; nothing when it says nothing that can be read. */
function kidOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).kid;
  } catch {
    return undefined;
  }
}

async function importKey(secret: string): Promise<NamedKey> {
  const [bytes, algorithm] = [Buffer.from(secret), { name: "HMAC", hash: "SHA-256" }];
  const key = await webcrypto.subtle.importKey("raw", bytes, algorithm, false, ["sign", "verify"]);
  // Made with the key itself, so that a name tells nothing of the secret that a signature would not.
  const name = await webcrypto.subtle.sign("HMAC", key, Buffer.from("polyphone key id"));
  return { key, kid: Buffer.from(name).subarray(0, KID_BYTES).toString("base64url") };
}
