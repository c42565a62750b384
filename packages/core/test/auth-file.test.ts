import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { BufferJSON, useMultiFileAuthState } from "@whiskeysockets/baileys";
import { describe, expect, it } from "vitest";
import { FileAuthStore } from "../src/storage/auth/file-auth-store.ts";
import { parseTenantId } from "../src/types/parse-tenant-id.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const TENANT = parseTenantId("tenant-a");
const CREDS = { type: "creds", id: "", value: '{"me":{"id":"1"}}' };

function fileStore() {
  const directory = temporaryDirectory();
  return { directory, folder: join(directory, TENANT), store: new FileAuthStore({ directory }) };
}

const session = (id: string, value: unknown) => ({ type: "session", id, value: JSON.stringify(value) });

describe("FileAuthStore", () => {
  it("opens the folders that Baileys' useMultiFileAuthState wrote", async () => {
    const { folder, store } = fileStore();
    const { state, saveCreds } = await useMultiFileAuthState(folder);
    await saveCreds();
    await state.keys.set({
      "sender-key": { "120363@g.us::49151::3": new Uint8Array([1, 2]) },
      session: { "a/b": new Uint8Array([3]) },
    });
    const creds = (await store.get(TENANT, "creds", [""])).get("") ?? "";
    expect(JSON.parse(creds, BufferJSON.reviver)).toEqual(
      JSON.parse(JSON.stringify(state.creds, BufferJSON.replacer), BufferJSON.reviver),
    );
    expect((await store.get(TENANT, "sender-key", ["120363@g.us::49151::3"])).size).toBe(1);
    expect((await store.get(TENANT, "session", ["a/b"])).size).toBe(1);
    expect(await store.tenants()).toEqual([TENANT]);
  });

  it("writes folders that Baileys' useMultiFileAuthState opens", async () => {
    const { folder, store } = fileStore();
    await store.set(TENANT, [CREDS, session("a/b:1", { deep: [1] })]);
    const { state } = await useMultiFileAuthState(folder);
    expect(state.creds).toEqual({ me: { id: "1" } });
    expect(await state.keys.get("session", ["a/b:1"])).toEqual({ "a/b:1": { deep: [1] } });
    expect(readdirSync(folder).sort()).toEqual(["creds.json", "session-a__b-1.json"]);
  });

  it("lets nobody but their owner read credentials", async () => {
    const { folder, store } = fileStore();
    await store.set(TENANT, [CREDS]);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, "creds.json")).mode & 0o777).toBe(0o600);
  });

  it.each(["", "{", '{"me":', "\u0000\u0000"])("calls credentials %j unreadable and leaves them", async (broken) => {
    const { folder, store } = fileStore();
    mkdirSync(folder);
    writeFileSync(join(folder, "creds.json"), broken);
    await expect(store.get(TENANT, "creds", [""])).rejects.toMatchObject({
      code: "CREDENTIALS_UNREADABLE",
      tenantId: TENANT,
      entry: "creds",
    });
    expect(readFileSync(join(folder, "creds.json"), "utf8")).toBe(broken);
    expect(await store.tenants()).toEqual([TENANT]);
  });

  it("names the kind of a broken key, never its id, which carries a number", async () => {
    const { folder, store } = fileStore();
    await store.set(TENANT, [session("4915112345678.0", 1)]);
    writeFileSync(join(folder, "session-4915112345678.0.json"), "");
    const error = await store.get(TENANT, "session", ["4915112345678.0"]).catch((reason: Error) => reason);
    expect(error).toMatchObject({ entry: "session", message: expect.not.stringContaining("4915112345678") });
  });

  it("ignores what a crash left half written, and removes it with the next write", async () => {
    const { directory, folder, store } = fileStore();
    await store.set(TENANT, [CREDS]);
    writeFileSync(join(folder, ".01234567-89ab-cdef-0123-456789abcdef.tmp"), '{"half":');
    const again = new FileAuthStore({ directory });
    expect((await again.get(TENANT, "creds", [""])).get("")).toBe(CREDS.value);
    await again.set(TENANT, [session("1", 1)]);
    expect(readdirSync(folder).sort()).toEqual(["creds.json", "session-1.json"]);
  });

  it("fails loudly, keeps the old value and leaves nothing half written when a file cannot be replaced", async () => {
    const { folder, store } = fileStore();
    await store.set(TENANT, [session("1", "old"), session("3", "kept")]);
    mkdirSync(join(folder, "session-2.json"));
    const change = [session("2", "impossible"), { type: "session", id: "3", value: null }];
    await expect(store.set(TENANT, change)).rejects.toMatchObject({ code: "STORAGE_FAILED" });
    expect(await store.get(TENANT, "session", ["1", "3"])).toEqual(
      new Map([
        ["1", '"old"'],
        ["3", '"kept"'],
      ]),
    );
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("fails loudly when the tenant's folder cannot be made, and goes on when it can", async () => {
    const { folder, store } = fileStore();
    writeFileSync(folder, "not a folder");
    await expect(store.set(TENANT, [CREDS])).rejects.toMatchObject({ code: "STORAGE_FAILED" });
    rmSync(folder);
    await store.set(TENANT, [CREDS]);
    expect(await store.tenants()).toEqual([TENANT]);
  });

  it("makes a folder anew that somebody removed", async () => {
    const { folder, store } = fileStore();
    await store.set(TENANT, [CREDS]);
    rmSync(folder, { recursive: true });
    await expect(store.set(TENANT, [CREDS])).rejects.toMatchObject({ code: "STORAGE_FAILED" });
    await store.set(TENANT, [CREDS]);
    expect(existsSync(join(folder, "creds.json"))).toBe(true);
  });

  it("moves a tenant's whole folder into the quarantine", async () => {
    const { directory, folder, store } = fileStore();
    await store.set(TENANT, [CREDS, session("1", 1)]);
    await store.quarantine(parseTenantId("nobody"));
    expect(existsSync(join(directory, ".quarantine"))).toBe(false);
    await store.quarantine(TENANT);
    expect(existsSync(folder)).toBe(false);
    const [moved = ""] = readdirSync(join(directory, ".quarantine"));
    expect(moved).toMatch(/^tenant-a-\d{8}T\d{9}Z-\d+$/);
    expect(readdirSync(join(directory, ".quarantine", moved)).sort()).toEqual(["creds.json", "session-1.json"]);
    expect(await store.tenants()).toEqual([]);
  });

  it("lists only folders that can be a tenant's", async () => {
    const { directory, store } = fileStore();
    for (const name of [TENANT, ".hidden", "x", "has space", "empty-one"]) mkdirSync(join(directory, name));
    for (const name of [TENANT, ".hidden", "x", "has space"]) writeFileSync(join(directory, name, "creds.json"), "{}");
    writeFileSync(join(directory, "a-file"), "");
    symlinkSync(join(directory, "gone"), join(directory, "a-link"));
    expect(await store.tenants()).toEqual([TENANT]);
  });

  it("has written everything when close resolves", async () => {
    const { folder, store } = fileStore();
    const write = store.set(TENANT, [CREDS]);
    await store.close();
    expect(existsSync(join(folder, "creds.json"))).toBe(true);
    await write;
  });
});

it("erases a tenant's folder and its quarantined ones, and none whose name begins with its own", async () => {
  const directory = temporaryDirectory();
  const store = new FileAuthStore({ directory });
  const [short, long] = [parseTenantId("a.b"), parseTenantId("a.b-20260101T000000000Z-1")];
  const creds = [{ type: "creds", id: "", value: "{}" }];
  for (const tenant of [short, long]) {
    await store.set(tenant, creds);
    await store.quarantine(tenant);
    await store.set(tenant, creds);
  }
  await store.erase(short);
  expect(await store.tenants()).toEqual([long]);
  const quarantined = readdirSync(join(directory, ".quarantine"));
  expect(quarantined).toHaveLength(1);
  expect(quarantined[0]).toMatch(/^a\.b-20260101T000000000Z-1-\d{8}T/);
});

it("moves no session on when what came with its step could not be written", async () => {
  const directory = temporaryDirectory();
  const store = new FileAuthStore({ directory });
  const session = (value: string) => ({ type: "session", id: "1.0", value: JSON.stringify(value) });
  await store.set(TENANT, [session("before")]);
  // In the way of the group's key.
  mkdirSync(join(directory, TENANT, "sender-key-group.json", "not empty"), { recursive: true });
  const step = [session("after"), { type: "sender-key", id: "group", value: "{}" }];
  await expect(store.set(TENANT, step)).rejects.toMatchObject({ code: "STORAGE_FAILED" });
  expect((await store.get(TENANT, "session", ["1.0"])).get("1.0")).toBe('"before"');
});
