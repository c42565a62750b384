import { webcrypto } from "node:crypto";
import { InvalidOptionError } from "@polyphone/core";
import type { CryptoKey } from "jose";

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

/** The keys of a secret, imported at first use and once: that halves the cost of a verification. */
export class JwtKeys {
  readonly #secrets: readonly [string, ...string[]];
  #imported: Promise<readonly [CryptoKey, ...CryptoKey[]]> | undefined;

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
  async signing(): Promise<CryptoKey> {
    return (await this.verifying())[0];
  }

  /** Resolves with all keys that verify, the signing one first. */
  verifying(): Promise<readonly [CryptoKey, ...CryptoKey[]]> {
    this.#imported ??= this.#import();
    return this.#imported;
  }

  async #import(): Promise<readonly [CryptoKey, ...CryptoKey[]]> {
    const [current, ...previous] = this.#secrets;
    return [await importKey(current), ...(await Promise.all(previous.map(importKey)))];
  }
}

const importKey = (secret: string): Promise<CryptoKey> =>
  webcrypto.subtle.importKey("raw", Buffer.from(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
