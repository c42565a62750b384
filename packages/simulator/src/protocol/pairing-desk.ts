import { createHash, randomBytes } from "node:crypto";
import type { proto } from "@whiskeysockets/baileys";
import { SimulatorError } from "../errors.ts";
import type { PreKeyBundle } from "../state/pre-key.ts";
import { SERVER_JID } from "../wire/jid.ts";
import { el } from "../wire/node.ts";
import type { HandshakeResult } from "../wire/noise-handshake.ts";
import type { Session } from "./session.ts";

/** What WhatsApp Web does: six codes, the first for a minute, the others for 20 s each. */
const REF_COUNT = 6;

/** How long codes live. */
export interface QrLifetimes {
  /** Life of the first code of a connection, in milliseconds. @defaultValue `60_000` */
  firstMs: number;
  /** Life of each further code, in milliseconds. @defaultValue `20_000` */
  nextMs: number;
}

/** A client that waits to be linked, with the keys it came with. */
export interface PairingOffer {
  readonly session: Session;
  readonly noiseKey: Buffer;
  readonly identityKey: Uint8Array;
  readonly registrationId: number;
  readonly signedPreKey: PreKeyBundle["signedPreKey"];
  /** Its push name, or its device string and identity key; an account is derived from it when nobody says which phone scans. */
  readonly name: string;
  /** Empty when the client brought none: Baileys does so only if its `pushName` is set. */
  readonly pushName: string;
}

/** A QR code that was read and found to be one of ours. */
export interface ScannedQr {
  readonly offer: PairingOffer;
  readonly advSecret: Buffer;
}

interface Ref {
  readonly offer: PairingOffer;
  readonly expiresAt: number;
}

/** Gives out QR references and recognises them. */
export class PairingDesk {
  readonly #refs = new Map<string, Ref>();
  readonly #offers = new Map<Session, PairingOffer>();

  constructor(private readonly lifetimes: QrLifetimes) {}

  /** Offers a new client its references. Tells whether the client brought what pairing needs. */
  open(session: Session, result: HandshakeResult): boolean {
    const offer = readOffer(session, result);
    if (!offer) return false;
    this.#offers.set(session, offer);
    const refs = Array.from({ length: REF_COUNT }, () => `2@${randomBytes(64).toString("base64")}`);
    for (const [index, ref] of refs.entries()) {
      // Clients may show a code a little late; each stays good until the next one is over.
      const lifeMs = this.lifetimes.firstMs + (index + 1) * this.lifetimes.nextMs;
      this.#refs.set(ref, { offer, expiresAt: Date.now() + lifeMs });
    }
    const id = randomBytes(8).toString("hex");
    session.send(
      el("iq", { from: SERVER_JID, type: "set", id, xmlns: "md" }, [
        el(
          "pair-device",
          {},
          refs.map((ref) => el("ref", {}, ref)),
        ),
      ]),
    );
    return true;
  }

  offerOf(session: Session): PairingOffer | undefined {
    return this.#offers.get(session);
  }

  /** Reads a QR string: `…#ref,noise key,identity key,ADV secret,platform`. Throws `UNKNOWN_QR`. */
  scan(qr: string): ScannedQr {
    const [ref = "", noise = "", identity = "", secret = ""] = qr.trim().replace(/^.*#/s, "").split(",");
    const found = this.#refs.get(ref);
    if (!found) throw new SimulatorError("UNKNOWN_QR", "this QR code is not on anybody's screen: scan the current one");
    if (found.expiresAt <= Date.now())
      throw new SimulatorError("UNKNOWN_QR", "this QR code has expired: scan a new one");
    const { offer } = found;
    const genuine = same(noise, offer.noiseKey) && same(identity, offer.identityKey) && secret !== "";
    if (!genuine) throw new SimulatorError("UNKNOWN_QR", "this QR code was altered: its keys are not the client's");
    return { offer, advSecret: Buffer.from(secret, "base64") };
  }

  /** Forgets a client: linked or gone. Its references are unknown from now on. */
  close(session: Session): void {
    const offer = this.#offers.get(session);
    this.#offers.delete(session);
    for (const [ref, known] of this.#refs) if (known.offer === offer) this.#refs.delete(ref);
  }
}

/** A number that follows from a name alone: the same client gets the same phone, in every simulator. */
export function numberFor(name: string): string {
  const digits = createHash("sha256").update(`phone:${name}`).digest().readUIntBE(0, 6) % 1e7;
  return `1555${String(digits).padStart(7, "0")}`;
}

function readOffer(session: Session, { payload, clientKey }: HandshakeResult): PairingOffer | undefined {
  const data: proto.ClientPayload.IDevicePairingRegistrationData | null | undefined = payload.devicePairingData;
  if (!data?.eIdent || !data.eRegid || !data.eSkeyId || !data.eSkeyVal || !data.eSkeySig) return undefined;
  const pushName = payload.pushName ?? "";
  return {
    session,
    noiseKey: clientKey,
    identityKey: data.eIdent,
    registrationId: unsigned(data.eRegid),
    signedPreKey: { keyId: unsigned(data.eSkeyId), publicKey: data.eSkeyVal, signature: data.eSkeySig },
    name: pushName || `${payload.userAgent?.device ?? ""}:${Buffer.from(data.eIdent).toString("hex")}`,
    pushName,
  };
}

function unsigned(bytes: Uint8Array): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}

function same(base64: string, key: Uint8Array): boolean {
  return Buffer.from(base64, "base64").equals(key);
}
