import { describe } from "vitest";
import { StorageFailedError } from "../src/errors.ts";
import type { Storage } from "../src/storage/storage.ts";
import type { IngestRecord } from "../src/types/ingest-record.ts";
import { parseTenantId } from "../src/types/parse-tenant-id.ts";
import type { TenantId } from "../src/types/tenant.ts";
import { broken, catchesEach } from "./broken-storage.ts";

const EVERYBODY = parseTenantId("everybody");

/** Positions, refused records and erasure. */
const BROKEN: Readonly<Record<string, () => Storage>> = {
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
        for (const tenant of ["tenant-anna", "tenant-bert"]) await sound.erase(parseTenantId(tenant));
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
