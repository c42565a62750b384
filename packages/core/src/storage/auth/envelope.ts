import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { CredentialsKeyMissingError, CredentialsUnreadableError, InvalidOptionError } from "../../errors.ts";
import type { TenantId } from "../../types/tenant.ts";
import type { StoredAuthEntry } from "../auth-store.ts";

/** A key, and the name under which values refer to it. */
export interface EncryptionKey {
  /** Any name; once used, never for another key. */
  readonly id: string;
  /** 32 random bytes. */
  readonly key: Uint8Array;
}

/** An encrypted value: JSON, as the value itself, so that a store may look at it. */
interface Sealed {
  readonly enc: typeof ALGORITHM;
  readonly kid: string;
  readonly iv: string;
  readonly data: string;
}

const ALGORITHM = "A256GCM";
const KEY_BYTES = 32;
/** NIST SP 800-38D recommends 96 bits, and at most 2^32 random ones for a key. */
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** How every envelope begins, and no document of Baileys'. */
const BEGINNING = `{"enc":"${ALGORITHM}",`;

/** Puts values into envelopes that only their keys open, each in its own place. */
export class Envelope {
  readonly #keys: ReadonlyMap<string, KeyObject>;
  readonly #current: string;

  /** @throws InvalidOptionError */
  constructor(keys: readonly EncryptionKey[]) {
    for (const { id, key } of keys) {
      if (id === "") throw new InvalidOptionError("keys", "keys with ids that are not empty");
      if (key.byteLength !== KEY_BYTES) throw new InvalidOptionError("keys", `keys of exactly ${KEY_BYTES} bytes`);
    }
    this.#keys = new Map(keys.map(({ id, key }) => [id, createSecretKey(key)]));
    if (this.#keys.size !== keys.length) throw new InvalidOptionError("keys", "keys with different ids");
    this.#current = keys[0]?.id ?? "";
  }

  seal(tenant: TenantId, { type, id, value }: StoredAuthEntry): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv("aes-256-gcm", this.#key(tenant, this.#current), iv);
    cipher.setAAD(placeOf(tenant, type, id));
    const data = Buffer.concat([cipher.update(value, "utf8"), cipher.final(), cipher.getAuthTag()]);
    const sealed: Sealed = {
      enc: ALGORITHM,
      kid: this.#current,
      iv: iv.toString("base64"),
      data: data.toString("base64"),
    };
    return JSON.stringify(sealed);
  }

  /** What was put in; a value without an envelope as it is. @throws CredentialsKeyMissingError, CredentialsUnreadableError */
  open(tenant: TenantId, { type, id, value }: StoredAuthEntry): string {
    if (!value.startsWith(BEGINNING)) return value;
    const { kid, iv, data } = read(tenant, type, value);
    const key = this.#key(tenant, kid);
    try {
      const bytes = Buffer.from(data, "base64");
      const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(iv, "base64"));
      decipher.setAAD(placeOf(tenant, type, id));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      return decipher.update(bytes.subarray(0, -TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
    } catch (cause) {
      throw new CredentialsUnreadableError(tenant, type, { cause });
    }
  }

  /** True for what the first key has encrypted. */
  isCurrent(value: string): boolean {
    return value.startsWith(`${BEGINNING}"kid":${JSON.stringify(this.#current)},`);
  }

  #key(tenant: TenantId, kid: string): KeyObject {
    const key = this.#keys.get(kid);
    if (key === undefined) throw new CredentialsKeyMissingError(tenant, kid);
    return key;
  }
}

/** Where a value belongs: it opens nowhere else. */
const placeOf = (tenant: TenantId, type: string, id: string): Buffer => Buffer.from(JSON.stringify([tenant, type, id]));

function read(tenant: TenantId, type: string, value: string): Sealed {
  try {
    return JSON.parse(value) as Sealed;
  } catch (cause) {
    throw new CredentialsUnreadableError(tenant, type, { cause });
  }
}
