import { describe } from "vitest";
import { StorageFailedError } from "../src/errors.ts";
import type { Storage } from "../src/storage/storage.ts";
import type { StoredBusiness } from "../src/types/business.ts";
import type { IngestRecord } from "../src/types/ingest-record.ts";
import { parseTenantId } from "../src/types/parse-tenant-id.ts";
import type { TenantId } from "../src/types/tenant.ts";
import { broken, catchesEach } from "./broken-storage.ts";

const ANNA = parseTenantId("tenant-anna");
const EVERYBODY = parseTenantId("everybody");

/** What a tenant configured, positions, refused records and erasure. */
const BROKEN: Readonly<Record<string, () => Storage>> = {
  "knows every tenant": () =>
    broken((sound) => ({
      tenants: {
        page: (request) => sound.tenants.page(request),
        save: sound.tenants.save.bind(sound.tenants),
        get: async (tenant) => (await sound.tenants.get(tenant)) ?? sound.tenants.save(tenant, {}),
      },
    })),
  "forgets what a change of a tenant does not name": () =>
    broken((sound) => ({
      tenants: {
        page: (request) => sound.tenants.page(request),
        get: sound.tenants.get.bind(sound.tenants),
        save: (tenant, { webhookUrl = null }) => sound.tenants.save(tenant, { webhookUrl }),
      },
    })),
  "takes a pause back with the next change": () =>
    broken(({ tenants }) => ({
      tenants: {
        page: (request) => tenants.page(request),
        get: tenants.get.bind(tenants),
        save: (tenant, change) => tenants.save(tenant, { paused: false, ...change }),
      },
    })),
  "pauses everybody": () =>
    broken(({ tenants }) => ({
      tenants: {
        page: (request) => tenants.page(request),
        get: tenants.get.bind(tenants),
        save: async (tenant, change) => {
          if (change.paused === true) await tenants.save(parseTenantId("tenant-bert"), { paused: true });
          return tenants.save(tenant, change);
        },
      },
    })),
  "forgets which fields of a business were fetched": () =>
    broken(({ business }) => ({
      business: {
        get: (tenant) => business.get(tenant),
        put: (tenant, { info }) => business.put(tenant, { info, fetched: [] }),
      },
    })),
  "has one business for all tenants": () =>
    broken(({ business }) => ({
      business: { get: () => business.get(EVERYBODY), put: (_tenant, told) => business.put(EVERYBODY, told) },
    })),
  "keeps what a business has no longer": () =>
    broken(({ business }) => ({
      business: {
        get: (tenant) => business.get(tenant),
        put: async (tenant, told) => {
          const before = await business.get(tenant);
          await business.put(tenant, {
            ...told,
            info: { ...told.info, name: told.info.name ?? before?.info.name ?? null },
          });
        },
      },
    })),
  "erases a tenant but for its business": () =>
    broken((sound) => ({
      erase: async (tenant) => {
        const told = await sound.business.get(tenant);
        await sound.erase(tenant);
        if (told !== undefined) await sound.business.put(tenant, told);
      },
    })),
  "hides an erased business until it is opened again": () => {
    const erased = new Map<TenantId, StoredBusiness>();
    return broken((sound) => ({
      erase: async (tenant) => {
        const told = await sound.business.get(tenant);
        if (told !== undefined) erased.set(tenant, told);
        await sound.erase(tenant);
      },
      open: async () => {
        await sound.open();
        for (const [tenant, told] of erased) await sound.business.put(tenant, told);
      },
    }));
  },
  "shows a business while it is closed": () => {
    const known = new Map<TenantId, StoredBusiness>();
    return broken((sound) => ({
      business: {
        get: (tenant) => sound.business.get(tenant).catch(() => known.get(tenant)),
        put: async (tenant, told) => {
          await sound.business.put(tenant, told);
          known.set(tenant, told);
        },
      },
    }));
  },
  "has one page of tenants": () =>
    broken(({ tenants }) => ({
      tenants: {
        get: tenants.get.bind(tenants),
        save: tenants.save.bind(tenants),
        page: async ({ limit }) => tenants.page({ limit }),
      },
    })),
  "forgets positions": () => broken((sound) => ({ apply: (tenant, records) => sound.apply(tenant, records) })),
  "goes back to an earlier position": () => {
    const positions = new Map<string, number>();
    return broken((sound) => ({
      apply: async (tenant, records, position) => {
        const applied = await sound.apply(tenant, records, position);
        if (position !== undefined) positions.set(tenant, position);
        return applied;
      },
      position: async (tenant) => ((await sound.position(tenant)) === 0 ? 0 : (positions.get(tenant) ?? 0)),
    }));
  },
  "begins at another position than 0": () =>
    broken((sound) => ({ position: async (tenant) => (await sound.position(tenant)) || 1 })),
  "forgets positions at close": () => {
    const known = new Map<string, number>();
    return broken((sound) => ({
      apply: async (tenant, records, position = 0) => {
        const applied = await sound.apply(tenant, records, position);
        known.set(tenant, Math.max(known.get(tenant) ?? 0, position));
        return applied;
      },
      position: async (tenant) => Math.min(await sound.position(tenant), known.get(tenant) ?? 0),
      close: async () => {
        known.clear();
        await sound.close();
      },
    }));
  },
  "remembers the position of a batch that it refuses": () =>
    broken((sound) => ({
      apply: (tenant, records, position) =>
        sound.apply(tenant, records, position).catch(async (error: unknown) => {
          await sound.apply(tenant, [], position);
          throw error;
        }),
    })),
  "remembers no position of a batch that brings nothing new": () =>
    broken((sound) => ({
      apply: async (tenant, records, position) => {
        const { stored, edited, revoked, statuses } = await sound.apply(tenant, records);
        const isNews = stored.length + edited.length + revoked.length + statuses.length > 0;
        return sound.apply(tenant, records, isNews ? position : undefined);
      },
    })),
  "has one position for all tenants": () =>
    broken((sound) => ({
      apply: async (tenant, records, position) => {
        await sound.apply(EVERYBODY, [], position);
        return sound.apply(tenant, records);
      },
      position: () => sound.position(EVERYBODY),
    })),
  "calls a record that it can never store a failure of its own": () =>
    broken((sound) => ({
      apply: (...batch) =>
        sound.apply(...batch).catch((cause: unknown) => {
          throw new StorageFailedError("A batch", { cause });
        }),
    })),
  "erases a tenant but for what it configured": () =>
    broken((sound) => ({
      erase: async (tenant) => {
        const config = await sound.tenants.get(tenant);
        await sound.erase(tenant);
        if (config !== undefined) await sound.tenants.save(tenant, config);
      },
    })),
  "erases a tenant but for its position": () =>
    broken((sound) => ({
      erase: async (tenant) => {
        const position = await sound.position(tenant);
        await sound.erase(tenant);
        await sound.apply(tenant, [], position);
      },
    })),
  "erases chats and keeps what waits for messages": () => {
    const waiting: [TenantId, IngestRecord][] = [];
    return broken((sound) => ({
      apply: (tenant, records, position) => {
        for (const record of records) if (record.kind === "edit") waiting.push([tenant, record]);
        return sound.apply(tenant, records, position);
      },
      erase: async (tenant) => {
        await sound.erase(tenant);
        for (const [owner, record] of waiting) if (owner === tenant) await sound.apply(tenant, [record]);
      },
    }));
  },
  "erases everybody": () =>
    broken((sound) => ({
      erase: async () => {
        for (const tenant of [ANNA, parseTenantId("tenant-bert")]) await sound.erase(tenant);
      },
    })),
  "erases nobody": () => broken(() => ({ erase: async () => undefined })),
  "gives out one row of arrivals to all tenants": () => {
    let count = 0;
    return broken((sound) => ({
      apply: async (tenant, records, position) => {
        count += records.length;
        return sound.apply(tenant, records, position);
      },
      messages: {
        find: sound.messages.find.bind(sound.messages),
        page: async (tenant, chat, request) => {
          const [, cursor = request.cursor] = /^\d+\/(.*)$/s.exec(request.cursor ?? "") ?? [];
          const page = await sound.messages.page(tenant, chat, { ...request, cursor });
          return { ...page, nextCursor: page.nextCursor === null ? null : `${count}/${page.nextCursor}` };
        },
      },
    }));
  },
};

describe("the storage kit", () => catchesEach(BROKEN));
