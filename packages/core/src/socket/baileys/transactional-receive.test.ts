import {
  type BinaryNode,
  initAuthCreds,
  MISSING_KEYS_ERROR_TEXT,
  proto,
  type SignalKeyStoreWithTransaction,
  unpadRandomMax16,
  type WAMessage,
} from "@whiskeysockets/baileys";
import { describe, expect, it } from "vitest";
import { TransactionalReceive } from "./transactional-receive.ts";

type Around = Parameters<TransactionalReceive["around"]>[0];

const ADA = "4915112345678@s.whatsapp.net";
const padded = (content: proto.IMessage) => Buffer.concat([proto.Message.encode(content).finish(), Buffer.of(1)]);
const read = (plaintext: Uint8Array) => proto.Message.decode(unpadRandomMax16(plaintext)).toJSON();

/** A repository whose ciphertext is the plaintext, and a transaction that notes when it commits. */
function receiveOf({ keep = async () => undefined, recall = async () => undefined, decrypt }: Partial<Parts> = {}) {
  const steps: string[] = [];
  const kept: { readonly info: WAMessage; readonly adminRevoke: boolean }[] = [];
  const receive = new TransactionalReceive({ ...initAuthCreds(), me: { id: "4930111222333:7@s.whatsapp.net" } });
  receive.start({
    keep: async (info, adminRevoke) => {
      await keep(info);
      steps.push("kept");
      kept.push({ info, adminRevoke });
    },
    recall,
  });
  const keys: Partial<SignalKeyStoreWithTransaction> = {
    transaction: async (work) => {
      const result = await work();
      steps.push("committed");
      return result;
    },
  };
  const plain = decrypt ?? (async (ciphertext: Uint8Array) => ciphertext);
  const make = () => ({
    decryptMessage: ({ ciphertext }: { ciphertext: Uint8Array }) => plain(ciphertext),
    decryptGroupMessage: ({ msg }: { msg: Uint8Array }) => plain(msg),
  });
  const repository = receive.around(make as unknown as Around)(
    { creds: initAuthCreds(), keys: keys as SignalKeyStoreWithTransaction },
    {} as never,
  );
  return { receive, repository, steps, kept };
}

interface Parts {
  readonly keep: (info: WAMessage) => Promise<void>;
  readonly recall: (info: WAMessage) => Promise<proto.IMessage | undefined>;
  readonly decrypt: (ciphertext: Uint8Array) => Promise<Uint8Array>;
}

const stanza = (contents: readonly Uint8Array[], attrs: Record<string, string> = {}): BinaryNode => ({
  tag: "message",
  attrs: { id: "ABC", from: ADA, t: "1780000000", notify: "Ada", ...attrs },
  content: contents.map((content) => ({ tag: "enc", attrs: { type: "msg", v: "2" }, content })),
});

const usedKey = async () => {
  throw new Error(MISSING_KEYS_ERROR_TEXT);
};

describe("TransactionalReceive", () => {
  it("keeps a message before the step of the ratchet commits, with what its stanza says", async () => {
    const { receive, repository, steps, kept } = receiveOf();
    const ciphertext = padded({ conversation: "hello" });
    receive.expect(stanza([ciphertext], { offline: "1" }));
    const plaintext = await repository.decryptMessage({ jid: ADA, type: "msg", ciphertext });
    expect(steps).toEqual(["kept", "committed"]);
    expect(read(plaintext)).toEqual({ conversation: "hello" });
    expect(kept).toMatchObject([
      {
        adminRevoke: false,
        info: { key: { id: "ABC", remoteJid: ADA }, pushName: "Ada", message: { conversation: "hello" } },
      },
    ]);
  });

  it("commits nothing when the message was refused", async () => {
    const { receive, repository, steps } = receiveOf({
      keep: async () => {
        throw new Error("the disk is full");
      },
    });
    const ciphertext = padded({ conversation: "hello" });
    receive.expect(stanza([ciphertext]));
    await expect(repository.decryptMessage({ jid: ADA, type: "msg", ciphertext })).rejects.toThrow("the disk is full");
    expect(steps).toEqual([]);
  });

  it("opens what an own device has wrapped", async () => {
    const { receive, repository, kept } = receiveOf();
    const ciphertext = padded({ deviceSentMessage: { destinationJid: ADA, message: { conversation: "mine" } } });
    receive.expect(stanza([ciphertext], { from: "4930111222333@s.whatsapp.net", recipient: ADA }));
    await repository.decryptMessage({ jid: ADA, type: "msg", ciphertext });
    expect(kept).toMatchObject([
      { info: { key: { fromMe: true, remoteJid: ADA }, message: { conversation: "mine" } } },
    ]);
  });

  it("passes the server's word on that an administrator took a message back", async () => {
    const { receive, repository, kept } = receiveOf();
    const msg = padded({ protocolMessage: { type: proto.Message.ProtocolMessage.Type.REVOKE, key: { id: "X" } } });
    receive.expect(stanza([msg], { from: "120363012345678901@g.us", participant: ADA, edit: "8" }));
    await repository.decryptGroupMessage({ group: "120363012345678901@g.us", authorJid: ADA, msg });
    expect(kept).toMatchObject([{ adminRevoke: true }]);
  });

  it("keeps a reaction that names no message, over which Baileys trips after its receipt", async () => {
    const { receive, repository, kept } = receiveOf();
    const ciphertext = padded({ reactionMessage: { text: "👍" } });
    receive.expect(stanza([ciphertext]));
    await repository.decryptMessage({ jid: ADA, type: "msg", ciphertext });
    expect(kept).toHaveLength(1);
  });

  it("answers with what was kept when the key is used up, so that the receipt can leave this time", async () => {
    const { receive, repository, kept } = receiveOf({
      decrypt: usedKey,
      recall: async () => ({ conversation: "kept" }),
    });
    const ciphertext = Buffer.from("whatever");
    receive.expect(stanza([ciphertext]));
    expect(read(await repository.decryptMessage({ jid: ADA, type: "msg", ciphertext }))).toEqual({
      conversation: "kept",
    });
    expect(kept).toEqual([]);
  });

  it("fails as the decryption did when nothing was kept", async () => {
    const { receive, repository } = receiveOf({ decrypt: usedKey });
    const ciphertext = Buffer.from("whatever");
    receive.expect(stanza([ciphertext]));
    await expect(repository.decryptMessage({ jid: ADA, type: "msg", ciphertext })).rejects.toThrow(
      MISSING_KEYS_ERROR_TEXT,
    );
  });

  it("lets a group's message be read whose key was taken before", async () => {
    const [key, message] = [Buffer.from("the group's key"), padded({ conversation: "to all" })];
    const decrypt = (ciphertext: Uint8Array) => (ciphertext === key ? usedKey() : Promise.resolve(ciphertext));
    const { receive, repository, kept } = receiveOf({ decrypt });
    receive.expect(stanza([key, message], { from: "120363012345678901@g.us", participant: ADA }));
    expect(read(await repository.decryptMessage({ jid: ADA, type: "pkmsg", ciphertext: key }))).toEqual({});
    await repository.decryptGroupMessage({ group: "120363012345678901@g.us", authorJid: ADA, msg: message });
    expect(kept).toMatchObject([{ info: { message: { conversation: "to all" } } }]);
  });

  it("knows which messages hide themselves where they cannot be read", () => {
    const { receive } = receiveOf();
    const enc = { tag: "enc", attrs: { type: "msg", "decrypt-fail": "hide" }, content: Buffer.from("x") };
    receive.expect({ tag: "message", attrs: { id: "EDIT", from: ADA }, content: [enc] });
    receive.expect(stanza([Buffer.from("y")], { id: "TEXT" }));
    expect([receive.hides("EDIT"), receive.hides("TEXT")]).toEqual([true, false]);
  });
});
