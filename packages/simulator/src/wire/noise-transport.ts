import { createCipheriv, createDecipheriv } from "node:crypto";

const TAG_BYTES = 16;
const ALGORITHM = "aes-256-gcm";

/** Encrypts with a counter as nonce: the last four of its twelve bytes (wire reference 1.2). */
export function seal(key: Uint8Array, counter: number, plaintext: Uint8Array, authenticated?: Uint8Array): Buffer {
  const cipher = createCipheriv(ALGORITHM, key, nonce(counter));
  if (authenticated) cipher.setAAD(authenticated);
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** The inverse of `seal`; throws when the text was changed. */
export function open(key: Uint8Array, counter: number, sealed: Uint8Array, authenticated?: Uint8Array): Buffer {
  return openGcm(key, nonce(counter), sealed, authenticated);
}

/** AES-256-GCM, the tag behind the text. */
export function openGcm(key: Uint8Array, iv: Uint8Array, sealed: Uint8Array, authenticated?: Uint8Array): Buffer {
  if (sealed.length < TAG_BYTES) throw new Error("ciphertext shorter than its tag");
  const end = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv(ALGORITHM, key, iv);
  if (authenticated) decipher.setAAD(authenticated);
  decipher.setAuthTag(sealed.subarray(end));
  return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]);
}

function nonce(counter: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(counter, 8);
  return bytes;
}

/** The two ciphers after the handshake, seen from the server. Counters start at 0 and never meet. */
export class NoiseTransport {
  #received = 0;
  #sent = 0;

  constructor(
    private readonly clientToServer: Uint8Array,
    private readonly serverToClient: Uint8Array,
  ) {}

  encrypt(plaintext: Uint8Array): Buffer {
    return seal(this.serverToClient, this.#sent++, plaintext);
  }

  decrypt(ciphertext: Uint8Array): Buffer {
    return open(this.clientToServer, this.#received++, ciphertext);
  }
}
