import { describe } from "vitest";
import type { KeyedSend } from "../src/storage/send-store.ts";
import type { Storage } from "../src/storage/storage.ts";
import { parseTenantId } from "../src/types/parse-tenant-id.ts";
import { broken, catchesEach } from "./broken-storage.ts";

const EVERYBODY = parseTenantId("everybody");

/** Keys of sends. */
const BROKEN: Readonly<Record<string, () => Storage>> = {
  "lets every send with a key stand": () => broken(() => ({ sends: { claim: async (_tenant, send) => send } })),
  "lets the latest send with a key stand": () =>
    broken((sound) => ({
      sends: {
        claim: async (tenant, send) => {
          const standing = await sound.sends.claim(tenant, send);
          return send.createdAt > standing.createdAt ? send : standing;
        },
      },
    })),
  "notes a send after it has looked for another": () => {
    const sends = new Map<string, KeyedSend>();
    return broken((sound) => ({
      sends: {
        claim: async (tenant, send) => {
          const standing = sends.get(`${tenant} ${send.key}`);
          await new Promise((resolve) => setImmediate(resolve));
          if (standing === undefined) sends.set(`${tenant} ${send.key}`, send);
          return standing ?? sound.sends.claim(tenant, { ...send, key: `${send.key} ${send.id}` });
        },
      },
    }));
  },
  "has one row of keys for all tenants": () =>
    broken((sound) => ({ sends: { claim: (_tenant, send) => sound.sends.claim(EVERYBODY, send) } })),
  "takes two keys for one that differ in case": () =>
    broken((sound) => ({
      sends: { claim: (tenant, send) => sound.sends.claim(tenant, { ...send, key: send.key.toLowerCase() }) },
    })),
  "keeps the key of a send for ever": () => {
    const sends = new Map<string, KeyedSend>();
    return broken((sound) => ({
      sends: {
        claim: async (tenant, send) => {
          await sound.position(tenant);
          const name = `${tenant} ${send.key}`;
          const standing = sends.get(name) ?? send;
          sends.set(name, standing);
          return standing;
        },
      },
      erase: async (tenant) => {
        for (const name of sends.keys()) if (name.startsWith(`${tenant} `)) sends.delete(name);
        await sound.erase(tenant);
      },
    }));
  },
  "forgets the key of a send within the day": () =>
    broken((sound) => ({
      sends: {
        claim: async (tenant, send) => {
          const standing = await sound.sends.claim(tenant, send);
          return send.createdAt - standing.createdAt > 3_600_000 ? send : standing;
        },
      },
    })),
  "erases a tenant but for the keys of its sends": () => {
    const sends = new Map<string, KeyedSend>();
    return broken((sound) => ({
      sends: {
        claim: async (tenant, send) => {
          const name = `${tenant} ${send.key}`;
          const standing = await sound.sends.claim(tenant, sends.get(name) ?? send);
          sends.set(name, standing);
          return standing;
        },
      },
    }));
  },
};

describe("the storage kit", () => catchesEach(BROKEN));
