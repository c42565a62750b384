import type { proto } from "@whiskeysockets/baileys";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ingestion, IngestRecord, Message, Tenant, TenantId, TenantManager } from "../src/index.ts";
import { connected, eventually, Simulated } from "./simulated.ts";

/** Keeps what the sessions hand over, and stores nothing. */
class RecordingIngestion implements Ingestion {
  readonly #records: { readonly tenant: TenantId; readonly record: IngestRecord }[] = [];

  async start(): Promise<void> {}
  async stop(): Promise<void> {}

  async accept(tenant: TenantId, records: readonly IngestRecord[]): Promise<void> {
    this.#records.push(...records.map((record) => ({ tenant, record })));
  }

  of(tenant: TenantId): IngestRecord[] {
    return this.#records.flatMap((each) => (each.tenant === tenant ? [each.record] : []));
  }
}

let simulated: Simulated;
let manager: TenantManager;
const ingestion = new RecordingIngestion();
let lastPhone = 15_550_007_000;
beforeAll(async () => {
  simulated = await Simulated.start();
  manager = await simulated.manager({ ingestion });
});
afterAll(() => simulated.stop());

function freshPhone(): string {
  lastPhone += 1;
  return String(lastPhone);
}

async function pairedTenant() {
  const number = freshPhone();
  const tenant = await simulated.pair(manager, `tenant-${number}`, number);
  const contact = simulated.simulator.contact(freshPhone(), { name: "Ada" });
  return { tenant, number, contact, phone: simulated.simulator.phone(number) };
}

type Kind<K extends IngestRecord["kind"]> = Extract<IngestRecord, { kind: K }>;

/** The records of one kind about one message, in the order in which they came; waits for the first. */
function recordsAbout<K extends IngestRecord["kind"]>(tenant: Tenant, kind: K, id: string): Promise<Kind<K>[]> {
  return eventually(() => {
    const found = ingestion
      .of(tenant.id)
      .filter((record): record is Kind<K> => record.kind === kind && idOf(record) === id);
    expect(found, `${kind} of ${id}`).not.toHaveLength(0);
    return found;
  });
}

function idOf(record: IngestRecord): string | undefined {
  if (record.kind === "message") return record.message.id;
  return "key" in record ? record.key.id : undefined;
}

async function messageOf(tenant: Tenant, id: string): Promise<Message> {
  const [record] = await recordsAbout(tenant, "message", id);
  if (record === undefined) throw new Error("no message");
  return record.message;
}

const FILE = {
  url: "https://example.org/file",
  mediaKey: Buffer.alloc(32, 1),
  fileSha256: Buffer.alloc(32, 7),
  fileLength: 2048,
};
const MEDIA = { sizeBytes: 2048, sha256: FILE.fileSha256.toString("base64"), viewOnce: false };

const CONTENTS: readonly (readonly [string, proto.IMessage, Partial<Message>])[] = [
  ["a text", { conversation: "hello" }, { type: "text", text: "hello", details: null }],
  [
    "a picture",
    { imageMessage: { ...FILE, caption: "look", width: 640 } },
    { type: "image", text: "look", details: { media: expect.objectContaining({ ...MEDIA, widthPx: 640 }) } },
  ],
  [
    "a view-once video",
    { viewOnceMessageV2: { message: { videoMessage: { ...FILE, seconds: 9 } } } },
    { type: "video", details: { media: expect.objectContaining({ ...MEDIA, seconds: 9, viewOnce: true }) } },
  ],
  [
    "a voice note",
    { audioMessage: { ...FILE, ptt: true, seconds: 3 } },
    { type: "audio", details: { media: expect.objectContaining({ ...MEDIA, seconds: 3 }) } },
  ],
  [
    "a document",
    {
      documentWithCaptionMessage: { message: { documentMessage: { ...FILE, fileName: "bill.pdf", caption: "bill" } } },
    },
    { type: "document", text: "bill", details: { media: expect.objectContaining({ ...MEDIA, fileName: "bill.pdf" }) } },
  ],
  ["a sticker", { stickerMessage: FILE }, { type: "sticker", details: { media: expect.objectContaining(MEDIA) } }],
  [
    "a place",
    { locationMessage: { degreesLatitude: 41.9, degreesLongitude: 12.5, name: "Roma" } },
    {
      type: "location",
      text: "Roma",
      details: { location: { latitude: 41.9, longitude: 12.5, name: "Roma", address: null, live: false } },
    },
  ],
  [
    "a card",
    { contactMessage: { displayName: "Bob", vcard: "BEGIN:VCARD" } },
    { type: "contact", text: "Bob", details: { contacts: [{ name: "Bob", vcard: "BEGIN:VCARD" }] } },
  ],
  [
    "a poll",
    { pollCreationMessageV3: { name: "Lunch?", options: [{ optionName: "yes" }], selectableOptionsCount: 1 } },
    { type: "poll", text: "Lunch?", details: { poll: { question: "Lunch?", options: ["yes"], selectableCount: 1 } } },
  ],
  [
    "a list",
    { listMessage: { title: "Menu", description: "Choose" } },
    { type: "other", text: "Menu\nChoose", details: null },
  ],
];

it("brings every kind of content with its details, from a contact and in a group", async () => {
  const { tenant, number, contact } = await pairedTenant();
  const group = simulated.simulator.group({ subject: "Engines", members: [contact, number] });
  const chats = [
    [number, `${contact.number}@s.whatsapp.net`],
    [group.id, group.id],
  ] as const;
  for (const [to, chat] of chats) {
    for (const [name, content, expected] of CONTENTS) {
      const { id } = await contact.send(to, content);
      const sender = `${contact.number}@s.whatsapp.net`;
      expect(await messageOf(tenant, id), `${name} to ${to}`).toMatchObject({
        chat,
        sender,
        senderName: "Ada",
        ...expected,
      });
    }
  }
});

it("brings answers and reactions with the message that they are about", async () => {
  const { tenant, number, contact } = await pairedTenant();
  const { id } = await contact.sendText(number, "hello");
  await messageOf(tenant, id);
  const reply = await contact.reply(id, "and more");
  expect(await messageOf(tenant, reply.id)).toMatchObject({ type: "text", text: "and more", quotedId: id });
  const reaction = await contact.react(id, "👍");
  const about = { targetId: id, emoji: "👍" };
  expect(await messageOf(tenant, reaction.id)).toMatchObject({
    type: "reaction",
    text: "👍",
    details: { reaction: about },
  });
  const cleared = await contact.react(id, "");
  expect(await messageOf(tenant, cleared.id)).toMatchObject({ details: { reaction: { targetId: id, emoji: "" } } });
});

describe("an edit and a revoke", () => {
  it.each(["pn", "lid"] as const)("come from a contact addressed by %s", async (addressing) => {
    const { tenant, phone, contact } = await pairedTenant();
    const chat = `${contact.number}@s.whatsapp.net`;
    const { id } = await contact.sendText(addressing === "pn" ? phone.jid : phone.lid, "helo");
    await messageOf(tenant, id);
    const edit = await contact.editText(id, "hello");
    const by = { fromMe: false, sender: chat };
    for (const record of await recordsAbout(tenant, "edit", id)) {
      expect(record).toMatchObject({ key: { chat, id }, by, content: { type: "text", text: "hello" } });
      expect(Math.abs(record.editedAt - Date.now())).toBeLessThan(60_000);
    }
    const revoke = await contact.revoke(id);
    for (const record of await recordsAbout(tenant, "revoke", id)) {
      expect(record).toMatchObject({ key: { chat, id }, by, asAdmin: false });
    }
    await noMessages(tenant, contact, [edit.id, revoke.id]);
  });

  it("come from the account's own phone", async () => {
    const { tenant, phone, contact } = await pairedTenant();
    const { id } = await phone.sendText(contact.number, "helo");
    expect(await messageOf(tenant, id)).toMatchObject({ fromMe: true, text: "helo" });
    await phone.editText(id, "hello");
    const by = { fromMe: true, sender: phone.jid };
    expect((await recordsAbout(tenant, "edit", id))[0]).toMatchObject({ by, content: { text: "hello" } });
    await phone.revoke(id);
    expect((await recordsAbout(tenant, "revoke", id))[0]).toMatchObject({ by, asAdmin: false });
  });

  it.each(["pn", "lid"] as const)(
    "come from a group addressed by %s, a revoke also from its administrator",
    async (addressingMode) => {
      const { tenant, number, contact } = await pairedTenant();
      const member = simulated.simulator.contact(freshPhone(), { name: "Alan" });
      const group = simulated.simulator.group({
        subject: "Engines",
        members: [contact, member, number],
        addressingMode,
      });
      const { id } = await member.sendText(group.id, "spma");
      await messageOf(tenant, id);
      await member.editText(id, "spam");
      const key = { chat: group.id, id };
      const author = { fromMe: false, sender: member.jid };
      expect((await recordsAbout(tenant, "edit", id))[0]).toMatchObject({ key, by: author, content: { text: "spam" } });
      await contact.received("spam");
      await contact.revoke(id);
      const admin = { fromMe: false, sender: contact.jid };
      // First of all the stanza's word; what Baileys emits later does not say who it was.
      expect((await recordsAbout(tenant, "revoke", id))[0]).toMatchObject({ key, by: admin, asAdmin: true });
    },
  );

  it("come after what they change, when all of it waited", async () => {
    const { tenant, number, contact } = await pairedTenant();
    await tenant.disconnect();
    const edited = await contact.sendText(number, "helo");
    const revoked = await contact.sendText(number, "oops");
    const changes = [await contact.editText(edited.id, "hello"), await contact.revoke(revoked.id)];
    await tenant.connect();
    await connected(tenant);
    expect(await messageOf(tenant, edited.id)).toMatchObject({ text: "helo", editedAt: null });
    expect(await messageOf(tenant, revoked.id)).toMatchObject({ text: "oops", revokedAt: null });
    expect((await recordsAbout(tenant, "edit", edited.id))[0]).toMatchObject({ content: { text: "hello" } });
    await recordsAbout(tenant, "revoke", revoked.id);
    const kinds = ingestion.of(tenant.id).filter(({ kind }) => kind !== "chat" && kind !== "identity");
    const first = (kind: IngestRecord["kind"], id: string) =>
      kinds.findIndex((record) => record.kind === kind && idOf(record) === id);
    expect(first("message", edited.id)).toBeLessThan(first("edit", edited.id));
    expect(first("message", revoked.id)).toBeLessThan(first("revoke", revoked.id));
    await noMessages(
      tenant,
      contact,
      changes.map(({ id }) => id),
    );
  });
});

/** Waits for a later message, then looks: nothing may have become a message under these ids. */
async function noMessages(
  tenant: Tenant,
  contact: { sendText(to: string, text: string): Promise<{ id: string }> },
  ids: readonly string[],
) {
  const { id } = await contact.sendText(tenant.id.replace("tenant-", ""), "the last");
  await messageOf(tenant, id);
  const messages = ingestion.of(tenant.id).filter(({ kind }) => kind === "message");
  expect(messages.filter((record) => ids.includes(idOf(record) ?? ""))).toEqual([]);
}
