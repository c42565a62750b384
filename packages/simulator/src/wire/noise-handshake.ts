import { createHash, hkdfSync } from "node:crypto";
import { Curve, type KeyPair, proto } from "@whiskeysockets/baileys";
import type { Authority } from "./certificate-chain.ts";
import { PROLOGUE } from "./frame-buffer.ts";
import { NoiseTransport, open, seal } from "./noise-transport.ts";

/** Exactly 32 bytes, and therefore used as the first hash without hashing it (Noise specification, section 5.2). */
const FULL = Buffer.from("Noise_XX_25519_AESGCM_SHA256\0\0\0\0");
/** Longer than a hash, and therefore hashed. */
const FALLBACK = createHash("sha256").update("Noise_XXfallback_25519_AESGCM_SHA256").digest();

/** What the handshake ends with. */
export interface HandshakeResult {
  readonly payload: proto.ClientPayload;
  /** The client's static Noise key, 32 bytes: it proves who logs in. */
  readonly clientKey: Buffer;
  readonly transport: NoiseTransport;
}

/**
 * The server's side of Noise_XX_25519_AESGCM_SHA256: `hello`, then `finish`. Both throw on anything malformed. A client
 * that knows the server's key may open with IK to save a round trip: it is answered with XXfallback, as the server may.
 */
export class NoiseHandshake {
  readonly #ephemeral: KeyPair = Curve.generateKeyPair();
  #hash: Buffer = FULL;
  #chainingKey: Buffer = FULL;
  #key: Buffer = FULL;
  #counter = 0;

  constructor(private readonly authority: Authority) {}

  /** Takes the client hello and gives the server hello to send. */
  hello(frame: Uint8Array): Uint8Array {
    const clientHello = proto.HandshakeMessage.decode(frame).clientHello;
    const clientEphemeral = required(clientHello?.ephemeral);
    const { serverKey, certificate } = this.authority;
    if (clientHello?.static?.length) this.#hash = this.#chainingKey = this.#key = FALLBACK;
    this.#authenticate(PROLOGUE);
    this.#authenticate(clientEphemeral);
    this.#authenticate(this.#ephemeral.public);
    this.#mix(this.#ephemeral, clientEphemeral);
    const sealedKey = this.#encrypt(serverKey.public);
    this.#mix(serverKey, clientEphemeral);
    const payload = this.#encrypt(certificate);
    return proto.HandshakeMessage.encode({
      serverHello: { ephemeral: this.#ephemeral.public, static: sealedKey, payload },
    }).finish();
  }

  /** Takes the client's last message; from here on the transport speaks. */
  finish(frame: Uint8Array): HandshakeResult {
    const message = proto.HandshakeMessage.decode(frame).clientFinish;
    const clientKey = this.#decrypt(required(message?.static));
    this.#mix(this.#ephemeral, clientKey);
    const payload = proto.ClientPayload.decode(this.#decrypt(required(message?.payload)));
    const [fromClient, fromServer] = this.#derive(Buffer.alloc(0));
    return { payload, clientKey, transport: new NoiseTransport(fromClient, fromServer) };
  }

  #authenticate(data: Uint8Array): void {
    this.#hash = createHash("sha256").update(this.#hash).update(data).digest();
  }

  #mix(own: KeyPair, theirs: Uint8Array): void {
    [this.#chainingKey, this.#key] = this.#derive(Curve.sharedKey(own.private, theirs));
    this.#counter = 0;
  }

  #derive(secret: Uint8Array): [Buffer, Buffer] {
    const keys = Buffer.from(hkdfSync("sha256", secret, this.#chainingKey, "", 64));
    return [keys.subarray(0, 32), keys.subarray(32)];
  }

  #encrypt(plaintext: Uint8Array): Buffer {
    const sealed = seal(this.#key, this.#counter++, plaintext, this.#hash);
    this.#authenticate(sealed);
    return sealed;
  }

  #decrypt(sealed: Uint8Array): Buffer {
    const plaintext = open(this.#key, this.#counter++, sealed, this.#hash);
    this.#authenticate(sealed);
    return plaintext;
  }
}

function required(bytes: Uint8Array | null | undefined): Uint8Array {
  if (!bytes || bytes.length === 0) throw new Error("handshake message lacks a field");
  return bytes;
}
