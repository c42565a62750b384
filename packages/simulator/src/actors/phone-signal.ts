import {
  Curve,
  DEFAULT_CONNECTION_CONFIG,
  encodeWAMessage,
  generateRegistrationId,
  type KeyPair,
  proto,
  type SignalCreds,
  type SignalRepositoryWithLIDStore,
  signedKeyPair,
  unpadRandomMax16,
} from "@whiskeysockets/baileys";
import type { PreKeyBundle } from "../state/pre-key.ts";
import { type SignalData, SignalStore } from "./signal-store.ts";

/** Everything secret that a phone has, as in the state file. */
export interface PhoneKeys {
  readonly creds: SignalCreds;
  nextPreKeyId: number;
  readonly data: SignalData;
}

/** A message for one device. `pkmsg` opens a session, `msg` continues one. */
export interface Sealed {
  readonly type: "pkmsg" | "msg";
  readonly ciphertext: Uint8Array;
}

const SILENT = { level: "silent", child: () => SILENT, trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** Makes the identity of a new phone. */
export function createPhoneKeys(): PhoneKeys {
  const signedIdentityKey = Curve.generateKeyPair();
  return {
    creds: {
      signedIdentityKey,
      signedPreKey: signedKeyPair(signedIdentityKey, 1),
      registrationId: generateRegistrationId(),
    },
    nextPreKeyId: 1,
    data: {},
  };
}

/**
 * A phone's own Signal identity. Devices are named by LID (`LID:device@lid`), whichever way a chat is addressed, as
 * Baileys does too. Not safe for two calls at once: the phone queues them.
 */
export class PhoneSignal {
  readonly #repository: SignalRepositoryWithLIDStore;
  readonly #store: SignalStore;

  constructor(
    private readonly keys: PhoneKeys,
    changed: () => void,
  ) {
    this.#store = new SignalStore(keys.data, changed);
    this.#repository = DEFAULT_CONNECTION_CONFIG.makeSignalRepository({ creds: keys.creds, keys: this.#store }, SILENT);
  }

  /** The long-lived key pair: it also signs the devices that are linked to the account. */
  get identity(): KeyPair {
    return this.keys.creds.signedIdentityKey;
  }

  get registrationId(): number {
    return this.keys.creds.registrationId;
  }

  /** Keys for somebody who wants to open a session, with a one-time key made for them. */
  takeBundle(): PreKeyBundle {
    const { signedIdentityKey, signedPreKey, registrationId } = this.keys.creds;
    const keyId = this.keys.nextPreKeyId++;
    const preKey = Curve.generateKeyPair();
    this.#store.set({ "pre-key": { [keyId]: preKey } });
    return {
      registrationId,
      identityKey: signedIdentityKey.public,
      signedPreKey: {
        keyId: signedPreKey.keyId,
        publicKey: signedPreKey.keyPair.public,
        signature: signedPreKey.signature,
      },
      preKey: { keyId, publicKey: preKey.public },
    };
  }

  async hasSession(device: string): Promise<boolean> {
    return (await this.#repository.validateSession(device)).exists;
  }

  /** Forgets every session; keys of groups stay. */
  loseSessions(): void {
    const sessions = Object.keys(this.keys.data.session ?? {});
    this.#store.set({ session: Object.fromEntries(sessions.map((address) => [address, null])) });
  }

  /** Forgets every key of a group. */
  loseGroupKeys(group: string): void {
    const names = Object.keys(this.keys.data["sender-key"] ?? {}).filter((name) => name.startsWith(`${group}::`));
    this.#store.set({ "sender-key": Object.fromEntries(names.map((name) => [name, null])) });
  }

  /** Opens a session, in place of any that was there. */
  async openSession(device: string, bundle: PreKeyBundle): Promise<void> {
    const { registrationId, identityKey, signedPreKey, preKey } = bundle;
    await this.#repository.injectE2ESession({
      jid: device,
      session: {
        registrationId,
        identityKey: versioned(identityKey),
        signedPreKey: { ...signedPreKey, publicKey: versioned(signedPreKey.publicKey) },
        ...(preKey && { preKey: { ...preKey, publicKey: versioned(preKey.publicKey) } }),
      },
    });
  }

  async encrypt(device: string, message: proto.IMessage): Promise<Sealed> {
    return this.#repository.encryptMessage({ jid: device, data: encodeWAMessage(message) });
  }

  async decrypt(device: string, { type, ciphertext }: Sealed): Promise<proto.Message> {
    return decode(await this.#repository.decryptMessage({ jid: device, type, ciphertext }));
  }

  /** Encrypts for a whole group; `keys` is what members need first, each in a message of their own. */
  async encryptForGroup(group: string, author: string, message: proto.IMessage) {
    const { ciphertext, senderKeyDistributionMessage } = await this.#repository.encryptGroupMessage({
      group,
      meId: author,
      data: encodeWAMessage(message),
    });
    const keys = { groupId: group, axolotlSenderKeyDistributionMessage: senderKeyDistributionMessage };
    return { ciphertext, keys };
  }

  async decryptFromGroup(group: string, author: string, ciphertext: Uint8Array): Promise<proto.Message> {
    return decode(await this.#repository.decryptGroupMessage({ group, authorJid: author, msg: ciphertext }));
  }

  async acceptGroupKeys(author: string, keys: proto.Message.ISenderKeyDistributionMessage): Promise<void> {
    await this.#repository.processSenderKeyDistributionMessage({ authorJid: author, item: keys });
  }

  /** Forgets its own key for a group: the next message makes another, and every member needs it. */
  renewGroupKeys(group: string, author: string): void {
    // SenderKeyName.serialize(): group, user and device; an address is written "user.device".
    const [user, device] = this.#repository.jidToSignalProtocolAddress(author).split(".");
    this.#store.set({ "sender-key": { [`${group}::${user}::${device}`]: null } });
  }
}

/** libsignal wants public keys with their type (5, Curve25519) in front; the wire leaves it out. */
function versioned(key: Uint8Array): Uint8Array {
  return key.length === 33 ? key : Buffer.concat([Buffer.from([5]), key]);
}

function decode(padded: Uint8Array): proto.Message {
  return proto.Message.decode(unpadRandomMax16(padded));
}
