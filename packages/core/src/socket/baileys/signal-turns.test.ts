import {
  type AuthenticationCreds,
  addTransactionCapability,
  Curve,
  DEFAULT_CONNECTION_CONFIG,
  initAuthCreds,
  type SignalDataSet,
  type SignalKeyStore,
} from "@whiskeysockets/baileys";
import { describe, expect, it } from "vitest";
import { silentLogger } from "../../logger.ts";
import { parseTenantId } from "../../types/parse-tenant-id.ts";
import { baileysLogger } from "./baileys-logger.ts";
import { inSignalTurns } from "./signal-turns.ts";

const AUTHOR = "253370913777928@lid";
const LOGGER = baileysLogger(silentLogger, parseTenantId("tenant-a"));
const TRANSACTION = { maxCommitRetries: 1, delayBetweenTriesMs: 0 };
const PRE_KEY_ID = 1;

/** Keys that are read and written in a later turn of the event loop, as from a disk, and what was written when. */
class LaterKeys implements SignalKeyStore {
  readonly written: string[] = [];
  readonly #values = new Map<string, unknown>();

  async get(type: string, ids: string[]): Promise<never> {
    await new Promise((resolve) => setImmediate(resolve));
    return Object.fromEntries(ids.map((id) => [id, this.#values.get(`${type} ${id}`)])) as never;
  }

  async set(data: SignalDataSet): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    for (const [type, values] of Object.entries(data)) {
      this.written.push(type);
      for (const [id, value] of Object.entries(values ?? {})) this.#values.set(`${type} ${id}`, value);
    }
  }
}

/** A device: its keys, and a repository on them. */
async function deviceOf(creds: AuthenticationCreds) {
  const store = new LaterKeys();
  const keys = addTransactionCapability(store, LOGGER, TRANSACTION);
  const preKey = Curve.generateKeyPair();
  await keys.set({ "pre-key": { [PRE_KEY_ID]: preKey } });
  store.written.length = 0;
  const repository = inSignalTurns(DEFAULT_CONNECTION_CONFIG.makeSignalRepository)({ creds, keys }, LOGGER);
  const { signedIdentityKey, signedPreKey, registrationId } = creds;
  const bundle = {
    registrationId,
    identityKey: versioned(signedIdentityKey.public),
    signedPreKey: {
      keyId: signedPreKey.keyId,
      publicKey: versioned(signedPreKey.keyPair.public),
      signature: signedPreKey.signature,
    },
    preKey: { keyId: PRE_KEY_ID, publicKey: versioned(preKey.public) },
  };
  return { store, keys, repository, bundle };
}

/** libsignal wants public keys with their type in front. */
const versioned = (key: Uint8Array) => Buffer.concat([Buffer.of(5), key]);

describe("inSignalTurns", () => {
  it("keeps the ratchet steps of two tenants in their own transactions when both hear from one contact at once", async () => {
    const author = await deviceOf(initAuthCreds());
    const readers = [await deviceOf(initAuthCreds()), await deviceOf(initAuthCreds())];
    const sealed: { readonly type: "pkmsg" | "msg"; readonly ciphertext: Uint8Array }[] = [];
    for (const [index, { bundle }] of readers.entries()) {
      const jid = `${index + 1}@lid`;
      await author.repository.injectE2ESession({ jid, session: bundle });
      sealed.push(await author.repository.encryptMessage({ jid, data: Buffer.from(`hello ${index}`) }));
    }
    const writtenTooEarly: string[][] = [];
    const texts = await Promise.all(
      readers.map(({ keys, store, repository }, index) =>
        keys.transaction(async () => {
          const message = sealed[index];
          if (message === undefined) throw new RangeError("nothing was sent");
          const plaintext = await repository.decryptMessage({ jid: AUTHOR, ...message });
          writtenTooEarly.push([...store.written]);
          return Buffer.from(plaintext).toString();
        }, AUTHOR),
      ),
    );
    expect(texts).toEqual(["hello 0", "hello 1"]);
    expect(writtenTooEarly).toEqual([[], []]);
    expect(readers.map(({ store }) => store.written.includes("session"))).toEqual([true, true]);
    for (const { repository } of [author, ...readers]) repository.close?.();
  });
});
