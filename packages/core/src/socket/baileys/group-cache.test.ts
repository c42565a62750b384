import type { GroupMetadata } from "@whiskeysockets/baileys";
import { expect, it } from "vitest";
import { GroupCache } from "./group-cache.ts";

const GROUP = "120363012345678901@g.us";
const OTHER = "120363099999999999@g.us";

/** WhatsApp, counting what it is asked. Each answer is another object. */
function asked() {
  const questions: string[] = [];
  const ask = async (id: string): Promise<GroupMetadata> => {
    questions.push(id);
    return { id, owner: undefined, subject: "Engines", participants: [{ id: "1@lid" }] };
  };
  return { questions, ask };
}

const changed = (from: string) => ({ tag: "notification", attrs: { from, type: "w:gp2" } });

it("asks for each group once, also when many ask at once", async () => {
  const { questions, ask } = asked();
  const groups = new GroupCache().scope(ask);
  await Promise.all([groups.get(GROUP), groups.get(GROUP), groups.get(OTHER)]);
  await groups.get(GROUP);
  expect(questions).toEqual([GROUP, OTHER]);
});

it.each([changed(GROUP), { tag: "ack", attrs: { from: GROUP, phash: "2:AAAA" } }])(
  "asks again after %o, for that group alone",
  async (stanza) => {
    const { questions, ask } = asked();
    const groups = new GroupCache().scope(ask);
    await Promise.all([groups.get(GROUP), groups.get(OTHER)]);
    groups.notice(stanza);
    await Promise.all([groups.get(GROUP), groups.get(OTHER)]);
    expect(questions).toEqual([GROUP, OTHER, GROUP]);
  },
);

it("does not remember an answer that a change overtook", async () => {
  const { questions, ask } = asked();
  const groups = new GroupCache().scope(ask);
  const before = groups.get(GROUP);
  groups.notice(changed(GROUP));
  await before;
  await groups.get(GROUP);
  expect(questions).toEqual([GROUP, GROUP]);
});

it("keeps what one socket knows from another", async () => {
  const { questions, ask } = asked();
  const cache = new GroupCache();
  await cache.scope(ask).get(GROUP);
  await cache.scope(ask).get(GROUP);
  expect(questions).toEqual([GROUP, GROUP]);
});

it("asks again after a question that failed", async () => {
  let fails = true;
  const { questions, ask } = asked();
  const groups = new GroupCache().scope((group) => (fails ? Promise.reject(new Error("timeout")) : ask(group)));
  await expect(groups.get(GROUP)).rejects.toThrow("timeout");
  fails = false;
  await groups.get(GROUP);
  expect(questions).toEqual([GROUP]);
});

it("learns nothing from other stanzas", async () => {
  const { questions, ask } = asked();
  const groups = new GroupCache().scope(ask);
  await groups.get(GROUP);
  groups.notice({ tag: "ack", attrs: { from: GROUP } });
  groups.notice({ tag: "notification", attrs: { from: GROUP, type: "picture" } });
  await groups.get(GROUP);
  expect(questions).toEqual([GROUP]);
});
