import { proto } from "@whiskeysockets/baileys";
import { expect, it } from "vitest";
import { createAuthority } from "./certificate-chain.ts";
import { verifySignature } from "./xed25519.ts";

const { Details } = proto.CertChain.NoiseCertificate;
const EMPTY = new Uint8Array();

it("leads from the root to the server's key by signatures that hold", () => {
  const { rootPublicKey, serverKey, certificate } = createAuthority();
  const { intermediate, leaf } = proto.CertChain.decode(certificate);
  const middle = Details.decode(intermediate?.details ?? EMPTY);
  const end = Details.decode(leaf?.details ?? EMPTY);
  expect(verifySignature(rootPublicKey, intermediate?.details ?? EMPTY, intermediate?.signature ?? EMPTY)).toBe(true);
  expect(verifySignature(middle.key ?? EMPTY, leaf?.details ?? EMPTY, leaf?.signature ?? EMPTY)).toBe(true);
  expect(Buffer.from(end.key ?? EMPTY)).toEqual(Buffer.from(serverKey.public));
  expect([middle.issuerSerial, end.issuerSerial]).toEqual([0, 1]);
});
