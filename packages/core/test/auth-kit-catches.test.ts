import { describe, expect, it } from "vitest";
import { MemoryAuthStore } from "../src/storage/auth/memory-auth-store.ts";
import type { AuthStore } from "../src/storage/auth-store.ts";
import { authStoreChecks, runAuthStoreCheck } from "../src/testing/index.ts";
import { parseTenantId } from "../src/types/parse-tenant-id.ts";

const EVERYBODY = parseTenantId("everybody");

class SharesKeys extends MemoryAuthStore {
  override get(_: Parameters<AuthStore["get"]>[0], type: string, ids: readonly string[]) {
    return super.get(EVERYBODY, type, ids);
  }
  override set(_: Parameters<AuthStore["set"]>[0], entries: Parameters<AuthStore["set"]>[1]) {
    return super.set(EVERYBODY, entries);
  }
}

class ForgetsToDelete extends MemoryAuthStore {
  override set(...[tenant, entries]: Parameters<AuthStore["set"]>) {
    return super.set(
      tenant,
      entries.filter((entry) => entry.value !== null),
    );
  }
}

class ReversesEntries extends MemoryAuthStore {
  override set(...[tenant, entries]: Parameters<AuthStore["set"]>) {
    return super.set(tenant, entries.toReversed());
  }
}

class MixesTypes extends MemoryAuthStore {
  override get(...[tenant, , ids]: Parameters<AuthStore["get"]>) {
    return super.get(tenant, "any", ids);
  }
  override set(...[tenant, entries]: Parameters<AuthStore["set"]>) {
    return super.set(
      tenant,
      entries.map((entry) => ({ ...entry, type: "any" })),
    );
  }
}

class OvertakesItself extends MemoryAuthStore {
  override async set(...[tenant, entries]: Parameters<AuthStore["set"]>) {
    for (let turn = entries.length; turn > 0; turn -= 1) await Promise.resolve();
    return super.set(tenant, entries);
  }
}

class KeepsQuarantined extends MemoryAuthStore {
  override async quarantine() {}
}

class ErasesNothing extends MemoryAuthStore {
  override async erase() {}
}

class ErasesCredentialsAlone extends MemoryAuthStore {
  override erase(tenant: Parameters<AuthStore["erase"]>[0]) {
    return this.set(tenant, [{ type: "creds", id: "", value: null }]);
  }
}

class ErasesEverybodysKeys extends MemoryAuthStore {
  override async erase(tenant: Parameters<AuthStore["erase"]>[0]) {
    await super.erase(tenant);
    for (const other of await this.tenants()) await this.set(other, [{ type: "session", id: "1", value: null }]);
  }
}

class ErasesOnlyOnce extends MemoryAuthStore {
  readonly #erased = new Set<string>();
  override async erase(tenant: Parameters<AuthStore["erase"]>[0]) {
    if (this.#erased.has(tenant)) return;
    this.#erased.add(tenant);
    await super.erase(tenant);
  }
}

class ListsEverybodys extends MemoryAuthStore {
  override async entries() {
    return (await Promise.all((await this.tenants()).map((tenant) => super.entries(tenant)))).flat();
  }
}

class ListsNoIds extends MemoryAuthStore {
  override async entries(tenant: Parameters<AuthStore["entries"]>[0]) {
    return (await super.entries(tenant)).map((entry) => ({ ...entry, id: entry.id.replaceAll("/", "__") }));
  }
}

class ForgetsNoQuarantine extends MemoryAuthStore {
  override async forgetQuarantined() {
    return 0;
  }
}

class ForgetsEveryQuarantine extends MemoryAuthStore {
  override forgetQuarantined() {
    return super.forgetQuarantined(Number.POSITIVE_INFINITY);
  }
}

const BROKEN = [
  ListsEverybodys,
  ListsNoIds,
  ForgetsNoQuarantine,
  ForgetsEveryQuarantine,
  SharesKeys,
  ForgetsToDelete,
  ReversesEntries,
  MixesTypes,
  OvertakesItself,
  KeepsQuarantined,
  ErasesNothing,
  ErasesCredentialsAlone,
  ErasesEverybodysKeys,
  ErasesOnlyOnce,
];

describe("the auth store kit", () => {
  it.each(BROKEN.map((Broken) => [Broken.name, Broken] as const))("catches a store that %s", async (_, Broken) => {
    const outcomes = await Promise.allSettled(
      authStoreChecks.map((check) => runAuthStoreCheck(check, () => ({ store: new Broken() }))),
    );
    const failed = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(failed.length).toBeGreaterThan(0);
    for (const { reason } of failed) expect(reason).toMatchObject({ code: "ERR_ASSERTION" });
  });
});
