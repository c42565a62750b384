import { createHmac, randomBytes } from "node:crypto";
import { type BinaryNode, Curve, proto } from "@whiskeysockets/baileys";
import type { Phone } from "../actors/phone.ts";
import type { LinkedDevice } from "../actors/phone-host.ts";
import { SimulatorError } from "../errors.ts";
import { CompanionDevice } from "../state/companion-device.ts";
import { bytes, child, el } from "../wire/node.ts";
import { verifySignature } from "../wire/xed25519.ts";
import type { PairingOffer } from "./pairing-desk.ts";

/** In front of what an account signs about a device, and a device about its account (wire reference b). */
const ACCOUNT_SIGNATURE_PREFIX = Buffer.from([6, 0]);
const DEVICE_SIGNATURE_PREFIX = Buffer.from([6, 1]);

/**
 * Links a client to an account: the phone vouches for the device's identity key, the device signs in return, and from
 * then on it may log in. Ends with the restart (515) that clients expect. Rejects with `PAIRING_FAILED`.
 */
export async function linkDevice(phone: Phone, offer: PairingOffer, advSecret: Uint8Array): Promise<LinkedDevice> {
  const { account } = phone;
  const id = account.data.nextDevice++;
  const jid = account.jid("pn", id);
  const lid = account.jid("lid", id);
  const { business, name } = account.data;
  const answer = await offer.session.ask([
    el("pair-success", {}, [
      el("device-identity", {}, vouchFor(phone, offer, id, advSecret)),
      ...(business ? [el("biz", { name })] : []),
      el("platform", { name: business ? "smba" : "android" }),
      el("device", { jid, lid }),
    ]),
  ]);
  if (!hasSigned(answer, phone, offer)) {
    throw new SimulatorError("PAIRING_FAILED", "the client did not sign its identity: show a new QR or code");
  }
  const { noiseKey, identityKey, registrationId, signedPreKey } = offer;
  const record = { id, keyIndex: id, noiseKey, identityKey, registrationId, signedPreKey, preKeys: [] };
  account.companions.set(id, new CompanionDevice(account, { ...record, bootstrapped: false, queue: [] }));
  account.changed();
  return { phone: account.data.phone, jid, lid };
}

/** Whether the device, too, has signed: its own key and the account's, over the same details. */
function hasSigned(answer: BinaryNode, phone: Phone, { identityKey }: PairingOffer): boolean {
  const signed = bytes(child(child(answer, "pair-device-sign"), "device-identity"));
  if (!signed) return false;
  const { details, deviceSignature } = proto.ADVSignedDeviceIdentity.decode(signed);
  if (!details || !deviceSignature) return false;
  const message = Buffer.concat([DEVICE_SIGNATURE_PREFIX, details, identityKey, phone.identity.public]);
  return verifySignature(identityKey, message, deviceSignature);
}

function vouchFor(phone: Phone, offer: PairingOffer, keyIndex: number, advSecret: Uint8Array): Uint8Array {
  const identity = phone.identity;
  const details = proto.ADVDeviceIdentity.encode({
    rawId: randomBytes(4).readUInt32BE(),
    timestamp: Math.floor(Date.now() / 1000),
    keyIndex,
    accountType: proto.ADVEncryptionType.E2EE,
    deviceType: proto.ADVEncryptionType.E2EE,
  }).finish();
  const signed = proto.ADVSignedDeviceIdentity.encode({
    details,
    accountSignatureKey: identity.public,
    accountSignature: Curve.sign(
      identity.private,
      Buffer.concat([ACCOUNT_SIGNATURE_PREFIX, details, offer.identityKey]),
    ),
  }).finish();
  const hmac = createHmac("sha256", advSecret).update(signed).digest();
  return proto.ADVSignedDeviceIdentityHMAC.encode({
    details: signed,
    hmac,
    accountType: proto.ADVEncryptionType.E2EE,
  }).finish();
}
