import { createPublicKey, verify } from "node:crypto";

/** The prime of the curve, 2^255 - 19. */
const P = 2n ** 255n - 19n;
/** What stands in front of an Ed25519 public key in DER (RFC 8410). */
const SPKI_PREFIX = Buffer.from("302a300506032b6570032100", "hex");

/**
 * Checks an XEd25519 signature (signal.org/docs/specifications/xeddsa) by a Curve25519 key. Baileys' own check always
 * says yes, so this is what makes the simulator refuse what WhatsApp would refuse.
 */
export function verifySignature(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const plain = Buffer.from(signature);
  // The sign of the Edwards point travels in the highest bit, which Ed25519 leaves at zero.
  const sign = plain.readUInt8(63) & 0x80;
  plain.writeUInt8(plain.readUInt8(63) & 0x7f, 63);
  const point = edwardsKey(publicKey);
  point.writeUInt8(point.readUInt8(31) | sign, 31);
  const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, point]), format: "der", type: "spki" });
  return verify(null, message, key, plain);
}

/** From Montgomery to Edwards: y = (u - 1) / (u + 1). */
function edwardsKey(publicKey: Uint8Array): Buffer {
  const u = BigInt(`0x${Buffer.from(publicKey).reverse().toString("hex")}`) % 2n ** 255n;
  const y = ((u - 1n + P) * power(u + 1n, P - 2n)) % P;
  return Buffer.from(y.toString(16).padStart(64, "0"), "hex").reverse();
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let factor = base % P;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * factor) % P;
    factor = (factor * factor) % P;
  }
  return result;
}
