import { afterEach, beforeEach, expect, it } from "vitest";
import { type Phone, WhatsAppSimulator } from "../src/index.ts";
import { Clients, newAuth } from "./client.ts";

let simulator: WhatsAppSimulator;
let phone: Phone;
let contact: Phone;
const clients = new Clients();

beforeEach(async () => {
  simulator = await WhatsAppSimulator.start();
  phone = simulator.phone("15550001111", { name: "Ada", business: true });
  contact = simulator.contact("15550002222", { name: "Grace", business: { description: "We sell" } });
});

afterEach(async () => {
  await clients.closeAll();
  await simulator.stop();
});

it("knows every iq of a whole life of a Baileys client", async () => {
  const config = { shouldSyncHistoryMessage: () => true, keepAliveIntervalMs: 50, syncFullHistory: true };
  const client = await clients.paired(simulator, phone, config);
  const { socket } = client;
  await client.until("pending notifications", () =>
    client.updates.find(({ receivedPendingNotifications }) => receivedPendingNotifications),
  );

  await socket.sendPresenceUpdate("available");
  await socket.presenceSubscribe(contact.jid);
  await socket.sendPresenceUpdate("composing", contact.jid);
  const id = await client.send(contact.jid, "hello");
  await client.reached(id, 3);
  await contact.sendText(phone.number, "hello yourself");
  const { message } = await client.received("hello yourself");
  await socket.readMessages([message.key]);
  await contact.readByPeer(message.key.id ?? "");

  const { id: group } = await socket.groupCreate("life", [contact.jid]);
  await socket.groupMetadata(group);
  await socket.groupFetchAllParticipating();
  await socket.groupUpdateSubject(group, "a life");
  await socket.groupUpdateDescription(group, "about it");
  await socket.groupSettingUpdate(group, "announcement");
  await socket.groupSettingUpdate(group, "unlocked");
  await socket.groupToggleEphemeral(group, 86_400);
  await socket.groupInviteCode(group);
  await socket.groupRevokeInvite(group);
  await socket.groupRequestParticipantsList(group);
  await socket.groupParticipantsUpdate(group, [contact.jid], "promote");
  await socket.groupParticipantsUpdate(group, [contact.jid], "remove");
  await socket.groupLeave(group);

  await expect(socket.profilePictureUrl(contact.jid)).rejects.toThrow("item-not-found");
  await socket.removeProfilePicture(phone.jid);
  await socket.updateProfileStatus("busy");
  await socket.fetchStatus(contact.jid);
  await socket.fetchDisappearingDuration(contact.jid);
  await socket.updateDefaultDisappearingMode(86_400);
  await socket.getBusinessProfile(contact.jid);
  await socket.updateBussinesProfile({ description: "We buy" });
  expect(await socket.getBusinessProfile(phone.jid)).toMatchObject({ description: "We buy" });
  await socket.fetchPrivacySettings(true);
  await socket.updateLastSeenPrivacy("contacts");
  expect(await socket.fetchPrivacySettings(true)).toMatchObject({ last: "contacts", readreceipts: "all" });
  await socket.updateBlockStatus(contact.jid, "block");
  expect(await socket.fetchBlocklist()).toEqual([contact.lid]);
  await socket.updateBlockStatus(contact.jid, "unblock");
  await socket.onWhatsApp(contact.number);
  await socket.refreshMediaConn(true);
  await socket.getBotListV2();
  await socket.cleanDirtyBits("account_sync");
  await socket.resyncAppState(["regular", "critical_block"], true);
  await socket.chatModify({ archive: true, lastMessages: [message] }, contact.jid);
  await socket.chatModify({ pin: true }, contact.jid);
  await socket.rotateSignedPreKey();

  await client.close();
  const back = await clients.loggedIn(simulator, client.auth, config);
  await back.socket.logout();
  expect(await back.closed()).toBe(401);
  expect(simulator.state().unansweredIqs).toEqual({});
});

it("knows every iq of a client that pairs by code", async () => {
  const auth = newAuth();
  const client = clients.connect(simulator, auth);
  await client.qr();
  await phone.enterCode(await client.socket.requestPairingCode(phone.number));
  await client.closed();
  await clients.loggedIn(simulator, auth);
  expect(simulator.state().unansweredIqs).toEqual({});
});

it("tells a client what its owner is called", async () => {
  const person = simulator.phone("15550003333", { name: "Alan" });
  const client = await clients.paired(simulator, person, { shouldSyncHistoryMessage: () => true });
  await client.until("own name", () => (client.auth.creds.me?.name === "Alan" ? "Alan" : undefined));
});

it("shares changed settings with a second client of the same phone", async () => {
  const first = await clients.paired(simulator, phone, { shouldSyncHistoryMessage: () => true });
  const second = await clients.paired(simulator, phone, { shouldSyncHistoryMessage: () => true });
  for (const client of [first, second]) {
    await client.until("app state key", () => client.auth.creds.myAppStateKeyId);
  }
  const pinned: unknown[] = [];
  second.on("chats.update", (chats) => {
    for (const chat of chats) if (chat.pinned) pinned.push(chat.id);
  });
  await first.socket.chatModify({ pin: true }, contact.jid);
  await second.until("pinned chat", () => pinned.find((id) => id === contact.jid));
});

it("answers an unknown iq empty, and counts it", async () => {
  const client = await clients.paired(simulator, phone);
  const node = { tag: "iq", attrs: { to: "s.whatsapp.net", type: "get", xmlns: "w:unheard" }, content: [] };
  const answer = await client.socket.query({ ...node, content: [{ tag: "of", attrs: {} }] });
  expect(answer).toMatchObject({ attrs: { type: "result" } });
  expect(simulator.state().unansweredIqs).toEqual({ "get w:unheard of": 1 });
});
