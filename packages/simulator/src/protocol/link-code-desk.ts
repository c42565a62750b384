import { createDecipheriv, hkdfSync, pbkdf2, randomBytes } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { promisify } from "node:util";
import { Curve } from "@whiskeysockets/baileys";
import type { Phone } from "../actors/phone.ts";
import { SimulatorError } from "../errors.ts";
import { SERVER_JID } from "../wire/jid.ts";
import { el } from "../wire/node.ts";
import { openGcm } from "../wire/noise-transport.ts";
import { notification } from "../wire/notification.ts";
import type { Session } from "./session.ts";

/** PBKDF2-SHA256, as companions derive the key from the code (wire reference, pairing code). */
const ITERATIONS = 131_072;
const KEY_BYTES = 32;
const SALT_BYTES = 32;
const IV_BYTES = 16;
const GCM_IV_BYTES = 12;
/** A client has its code before the server knows of it; a phone that is as quick as a program waits this long. */
const HELLO_GRACE_MS = 1_000;

/** A client that shows a code, waiting for its phone. */
interface Hello {
  readonly session: Session;
  readonly phone: string;
  readonly ref: Buffer;
  /** Salt, IV, and the companion's ephemeral key under the code. */
  readonly wrappedKey: Buffer;
  finish?: { resolve(finish: Finish): void; reject(error: Error): void };
}

/** The companion's last word. */
export interface Finish {
  readonly wrappedBundle: Buffer;
  readonly identityKey: Buffer;
}

/** Which client a code belonged to, and the secret that both sides now share. */
export interface EnteredCode {
  readonly session: Session;
  readonly advSecret: Buffer;
}

/** Where pairing codes meet the phones that type them. The server itself never learns a code: the phone does the work. */
export class LinkCodeDesk {
  readonly #hellos = new Map<string, Hello>();
  /** Emits "hello" and the number when a client shows a code for it. */
  readonly #arrivals = new EventEmitter();

  /** A companion shows a code for a number. Returns the reference that names the attempt. */
  hello(session: Session, phone: string, wrappedKey: Buffer): Buffer {
    const ref = randomBytes(16);
    this.close(session);
    this.#hellos.set(ref.toString("hex"), { session, phone, ref, wrappedKey });
    this.#arrivals.emit(`hello ${phone}`);
    return ref;
  }

  /** A companion answers its phone. Tells whether anybody waited for it. */
  finish(ref: Buffer, finish: Finish): boolean {
    const waiting = this.#hellos.get(ref.toString("hex"))?.finish;
    waiting?.resolve(finish);
    return waiting !== undefined;
  }

  /** Forgets a client. */
  close(session: Session): void {
    for (const [ref, hello] of this.#hellos) {
      if (hello.session !== session) continue;
      hello.finish?.reject(
        new SimulatorError("PAIRING_FAILED", "the client closed the connection: ask for a new code"),
      );
      this.#hellos.delete(ref);
    }
  }

  /** The phone types a code. Rejects with `UNKNOWN_CODE` when no client shows it. */
  async enter(phone: Phone, code: string): Promise<EnteredCode> {
    const hello = this.#helloFor(phone.number) ?? (await this.#helloSoon(phone.number));
    if (!hello) throw new SimulatorError("UNKNOWN_CODE", `no client shows a pairing code for ${phone.number}`);
    const ephemeral = Curve.generateKeyPair();
    const companionKey = await unwrap(hello.wrappedKey, code);
    const finished = new Promise<Finish>((resolve, reject) => {
      hello.finish = { resolve, reject };
    });
    hello.session.send(
      notification(SERVER_JID, "link_code_companion_reg", [
        el("link_code_companion_reg", { stage: "primary_hello" }, [
          el("link_code_pairing_ref", {}, hello.ref),
          el("link_code_pairing_wrapped_primary_ephemeral_pub", {}, await wrap(ephemeral.public, code)),
          el("primary_identity_pub", {}, phone.identity.public),
        ]),
      ]),
    );
    const finish = await finished;
    this.#hellos.delete(hello.ref.toString("hex"));
    const shared = Curve.sharedKey(ephemeral.private, companionKey);
    const random = openBundle(finish.wrappedBundle, shared);
    const identityShared = Curve.sharedKey(phone.identity.private, finish.identityKey);
    const secret = Buffer.concat([shared, identityShared, random]);
    return { session: hello.session, advSecret: derive(secret, Buffer.alloc(0), "adv_secret") };
  }

  #helloFor(phone: string): Hello | undefined {
    return [...this.#hellos.values()].findLast((hello) => hello.phone === phone);
  }

  async #helloSoon(phone: string): Promise<Hello | undefined> {
    try {
      await once(this.#arrivals, `hello ${phone}`, { signal: AbortSignal.timeout(HELLO_GRACE_MS) });
    } catch {
      return undefined;
    }
    return this.#helloFor(phone);
  }
}

async function unwrap(wrapped: Buffer, code: string): Promise<Buffer> {
  const key = await keyOf(code, wrapped.subarray(0, SALT_BYTES));
  const iv = wrapped.subarray(SALT_BYTES, SALT_BYTES + IV_BYTES);
  const cipher = createDecipheriv("aes-256-ctr", key, iv);
  return Buffer.concat([cipher.update(wrapped.subarray(SALT_BYTES + IV_BYTES)), cipher.final()]);
}

async function wrap(publicKey: Uint8Array, code: string): Promise<Buffer> {
  const salt = randomBytes(SALT_BYTES);
  const iv = randomBytes(IV_BYTES);
  // Counter mode: to encrypt and to decrypt is the same.
  const cipher = createDecipheriv("aes-256-ctr", await keyOf(code, salt), iv);
  return Buffer.concat([salt, iv, cipher.update(publicKey), cipher.final()]);
}

function keyOf(code: string, salt: Buffer): Promise<Buffer> {
  return promisify(pbkdf2)(code, salt, ITERATIONS, KEY_BYTES, "sha256");
}

/** The last third of the bundle is random; a wrong code shows here first, because nothing before it is authenticated. */
function openBundle(wrapped: Buffer, shared: Buffer): Buffer {
  const key = derive(shared, wrapped.subarray(0, SALT_BYTES), "link_code_pairing_key_bundle_encryption_key");
  try {
    const iv = wrapped.subarray(SALT_BYTES, SALT_BYTES + GCM_IV_BYTES);
    return openGcm(key, iv, wrapped.subarray(SALT_BYTES + GCM_IV_BYTES)).subarray(2 * KEY_BYTES);
  } catch {
    throw new SimulatorError("UNKNOWN_CODE", "this is not the code that the client shows: ask for a new one");
  }
}

function derive(secret: Buffer, salt: Buffer, info: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, salt, info, KEY_BYTES));
}
