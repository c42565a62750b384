import { Curve, type KeyPair, proto } from "@whiskeysockets/baileys";

const NOT_BEFORE = 1_600_000_000;
const NOT_AFTER = 4_000_000_000;

/** The server's Noise key with the chain that vouches for it: root, intermediate, leaf (wire reference 1.2). */
export interface Authority {
  /** What a client must trust: Curve25519, 32 bytes. */
  readonly rootPublicKey: Uint8Array;
  readonly serverKey: KeyPair;
  /** An encoded `CertChain`, sent in every server hello. */
  readonly certificate: Uint8Array;
}

/** Makes a new authority. Every signature is real, although Baileys 7.0.0-rc14 accepts any. */
export function createAuthority(): Authority {
  const root = Curve.generateKeyPair();
  const intermediate = Curve.generateKeyPair();
  const serverKey = Curve.generateKeyPair();
  const certificate = proto.CertChain.encode({
    intermediate: certify(root, { serial: 1, issuerSerial: 0, key: intermediate.public }),
    leaf: certify(intermediate, { serial: 2, issuerSerial: 1, key: serverKey.public }),
  }).finish();
  return { rootPublicKey: root.public, serverKey, certificate };
}

function certify(
  issuer: KeyPair,
  subject: proto.CertChain.NoiseCertificate.IDetails,
): proto.CertChain.INoiseCertificate {
  const details = proto.CertChain.NoiseCertificate.Details.encode({
    ...subject,
    notBefore: NOT_BEFORE,
    notAfter: NOT_AFTER,
  }).finish();
  return { details, signature: Curve.sign(issuer.private, details) };
}
