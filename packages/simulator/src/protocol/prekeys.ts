import { createHash } from "node:crypto";
import type { BinaryNode } from "@whiskeysockets/baileys";
import type { Endpoint } from "../state/account.ts";
import type { CompanionData } from "../state/companion-data.ts";
import type { PreKey, PreKeyBundle, SignedPreKey } from "../state/pre-key.ts";
import { bytes, child, children, el } from "../wire/node.ts";
import { verifySignature } from "../wire/xed25519.ts";
import type { Hub } from "./hub.ts";
import { askerOf, IqError, type IqHandler, type IqTable } from "./iq-registry.ts";

/** Curve25519, the only type of key there is. */
const KEY_TYPE = Buffer.from([5]);

/** Devices publish keys; others fetch a bundle to open a session. */
export function preKeyIqs(network: Hub): IqTable {
  return {
    "get encrypt count": (request) => [el("count", { value: String(askerOf(request).data.preKeys.length) })],
    "get encrypt digest": digest,
    "get encrypt key": ({ body }) => {
      const users = children(body, "user").map(({ attrs: { jid = "" } }) => {
        const device = network.directory.endpoint(jid);
        return device ? userNode(jid, device) : el("user", { jid }, [el("error", { code: "404", text: "not-found" })]);
      });
      return [el("list", {}, users)];
    },
    // Clients differ in which field of an upload comes first.
    "set encrypt *": upload,
    "set encrypt rotate": (request) => {
      const companion = askerOf(request);
      companion.data.signedPreKey = readSignedKey(child(request.body, "skey"), companion.data.identityKey);
      companion.account.changed();
      return undefined;
    },
  };
}

const upload: IqHandler = (request) => {
  const { data, account } = askerOf(request);
  const skey = child(request.node, "skey");
  const keys = children(child(request.node, "list"), "key").map(readKey);
  data.registrationId = number(required(child(request.node, "registration")));
  data.identityKey = required(child(request.node, "identity"));
  data.signedPreKey = readSignedKey(skey, data.identityKey);
  data.preKeys.push(...keys);
  account.changed();
  return undefined;
};

const digest: IqHandler = (request) => {
  const { data } = askerOf(request);
  return [
    el("digest", {}, [
      ...identityNodes(data),
      el(
        "list",
        {},
        data.preKeys.map(({ keyId }) => el("id", {}, idBytes(keyId, 3))),
      ),
      el("hash", {}, digestHash(data)),
    ]),
  ];
};

/** What a client compares with its own keys: SHA-1 over all public keys that the server has of it. */
function digestHash({ identityKey, signedPreKey, preKeys }: CompanionData): Buffer {
  const hash = createHash("sha1").update(identityKey).update(signedPreKey.publicKey).update(signedPreKey.signature);
  for (const { publicKey } of preKeys) hash.update(publicKey);
  return hash.digest();
}

function userNode(jid: string, device: Endpoint): BinaryNode {
  const bundle = device.takeBundle();
  const { preKey } = bundle;
  return el("user", { jid }, [...identityNodes(bundle), ...(preKey ? [keyNode("key", preKey)] : [])]);
}

function identityNodes({ registrationId, identityKey, signedPreKey }: Omit<PreKeyBundle, "preKey">): BinaryNode[] {
  return [
    el("registration", {}, idBytes(registrationId, 4)),
    el("type", {}, KEY_TYPE),
    el("identity", {}, identityKey),
    keyNode("skey", signedPreKey, [el("signature", {}, signedPreKey.signature)]),
  ];
}

function keyNode(tag: string, { keyId, publicKey }: PreKey, more: readonly BinaryNode[] = []): BinaryNode {
  return el(tag, {}, [el("id", {}, idBytes(keyId, 3)), el("value", {}, publicKey), ...more]);
}

function readKey(node: BinaryNode | undefined): PreKey {
  return { keyId: number(required(child(node, "id"))), publicKey: required(child(node, "value")) };
}

/** Peers open sessions with this key: WhatsApp takes none that the device's identity has not signed. */
function readSignedKey(node: BinaryNode | undefined, identityKey: Uint8Array): SignedPreKey {
  const key = readKey(node);
  const signature = required(child(node, "signature"));
  const signed = Buffer.concat([KEY_TYPE, key.publicKey]);
  if (!verifySignature(identityKey, signed, signature)) throw new IqError(406, "not-acceptable");
  return { ...key, signature };
}

function required(node: BinaryNode | undefined): Buffer {
  const content = bytes(node);
  if (!content) throw new IqError(400, "bad-request");
  return content;
}

function number(value: Buffer): number {
  return value.readUIntBE(0, Math.min(value.length, 6));
}

function idBytes(value: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  buffer.writeUIntBE(value, 0, length);
  return buffer;
}
