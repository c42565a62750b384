import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  type AuthStore,
  EncryptedAuthStore,
  type EncryptionKey,
  FileAuthStore,
  MemoryAuthStore,
  parseTenantId,
  SqliteAuthStore,
} from "../src/index.ts";
import { connected, eventually, Simulated } from "./simulated.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

let simulated: Simulated;
beforeAll(async () => {
  simulated = await Simulated.start();
});
afterAll(() => simulated.stop());

const [ANNA, BERT] = [parseTenantId("anna"), parseTenantId("bert")];
const key = (id: string, byte: number): EncryptionKey => ({ id, key: new Uint8Array(32).fill(byte) });
const [OLD, NEW] = [key("old", 1), key("new", 2)];
const encrypted = (store: AuthStore, ...keys: EncryptionKey[]) => new EncryptedAuthStore({ store, keys });
const entry = (id: string, value: string) => ({ type: "session", id, value: JSON.stringify(value) });
const read = async (store: AuthStore, id: string, tenant = ANNA) => (await store.get(tenant, "session", [id])).get(id);

it.each([
  ["files", "15550006001", (directory: string) => new FileAuthStore({ directory })],
  ["SQLite", "15550006002", (directory: string) => new SqliteAuthStore({ directory })],
] as const)(
  "leaves no key of a real device readable in %s, and the device stays the same",
  async (_name, phone, open) => {
    const directory = temporaryDirectory();
    const store = open(directory);
    const auth = encrypted(store, NEW);
    const manager = await simulated.manager({ auth });
    const tenant = await simulated.pair(manager, ANNA, phone);
    await simulated.simulator.contact("15550006009").sendText(phone, "hello");
    await eventually(async () => expect((await tenant.conversations()).items).toHaveLength(1));
    await manager.stop();
    const creds = JSON.parse((await auth.get(ANNA, "creds", [""])).get("") ?? "{}");
    const secrets: string[] = [creds.noiseKey.private.data, creds.signedIdentityKey.private.data, creds.advSecretKey];
    for (const secret of secrets) expect(secret.length).toBeGreaterThan(40);
    const bytes = readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile())
      .map((file) => readFileSync(join(file.parentPath, file.name), "latin1"))
      .join("\n");
    for (const secret of [...secrets, "noiseKey", `${phone}@s`]) expect(bytes.includes(secret)).toBe(false);
    const again = await simulated.manager({ auth });
    await connected(again.tenant(ANNA));
    await again.stop();
    await auth.close();
  },
);

it("opens a value nowhere but in its own place", async () => {
  const store = new MemoryAuthStore();
  const auth = encrypted(store, NEW);
  await auth.set(ANNA, [entry("1", "Anna's")]);
  const sealed = (await read(store, "1")) ?? "";
  const moved = [
    () => store.set(ANNA, [{ type: "session", id: "2", value: sealed }]).then(() => read(auth, "2")),
    () => store.set(BERT, [{ type: "session", id: "1", value: sealed }]).then(() => read(auth, "1", BERT)),
    () => store.set(ANNA, [{ type: "pre-key", id: "1", value: sealed }]).then(() => auth.get(ANNA, "pre-key", ["1"])),
    () =>
      store
        .set(ANNA, [{ type: "session", id: "1", value: sealed.replace('"data":"', '"data":"AAAA') }])
        .then(() => read(auth, "1")),
  ];
  for (const attempt of moved) await expect(attempt()).rejects.toMatchObject({ code: "CREDENTIALS_UNREADABLE" });
});

it("reads what is not encrypted yet, and encrypts it when it is written again", async () => {
  const store = new MemoryAuthStore();
  await store.set(ANNA, [entry("1", "plain")]);
  const auth = encrypted(store, NEW);
  expect(await read(auth, "1")).toBe('"plain"');
  await auth.set(ANNA, [entry("1", "plain")]);
  expect(await read(store, "1")).not.toContain("plain");
  expect(await read(auth, "1")).toBe('"plain"');
});

it("changes to another key while it is written to, and needs the old one no more", async () => {
  let written: Promise<void> | undefined;
  class ReadWhileWritten extends MemoryAuthStore {
    override async entries(tenant: typeof ANNA) {
      const found = await super.entries(tenant);
      if (tenant === ANNA) written ??= auth.set(ANNA, [entry("2", "newer")]);
      return found;
    }
  }
  const store = new ReadWhileWritten();
  const auth = encrypted(store, NEW, OLD);
  const creds = { type: "creds", id: "", value: '"creds"' };
  await encrypted(store, OLD).set(ANNA, [creds, entry("1", "one"), entry("2", "two")]);
  await store.set(BERT, [creds, entry("1", "plain")]);
  expect(await auth.rotate()).toBe(5);
  await written;
  expect(await auth.rotate()).toBe(0);
  const alone = encrypted(store, NEW);
  expect([await read(alone, "1"), await read(alone, "2"), await read(alone, "1", BERT)]).toEqual([
    '"one"',
    '"newer"',
    '"plain"',
  ]);
});

it("says which key is missing, and never begins a new identity instead", async () => {
  const store = new MemoryAuthStore();
  const first = await simulated.manager({ auth: encrypted(store, OLD) });
  await simulated.pair(first, ANNA, "15550006003");
  await first.stop();
  const before = await store.entries(ANNA);
  const manager = await simulated.manager({ auth: encrypted(store, NEW), resumeConcurrency: 0 });
  await expect(manager.tenant(ANNA).connect()).rejects.toMatchObject({
    code: "CREDENTIALS_KEY_MISSING",
    message: expect.stringContaining('"old"'),
  });
  expect(await store.entries(ANNA)).toEqual(before);
});

it.each([
  [[]],
  [[{ id: "short", key: new Uint8Array(31) }]],
  [[{ id: "", key: new Uint8Array(32) }]],
  [[OLD, key("old", 3)]],
])("takes no keys that would be unsafe or unclear: %j", (keys) => {
  expect(() => encrypted(new MemoryAuthStore(), ...keys)).toThrow(expect.objectContaining({ code: "INVALID_OPTION" }));
});
