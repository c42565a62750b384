import { isDeepStrictEqual } from "node:util";
import type { Emitter } from "../events/emitter.ts";
import { InOrder } from "../in-order.ts";
import type { Socket } from "../socket/socket.ts";
import type { BusinessStore } from "../storage/business-store.ts";
import { type BusinessInfo, type BusinessRefresh, businessJson, type StoredBusiness } from "../types/business.ts";
import type { TenantId } from "../types/tenant.ts";
import { filled, NOTHING_STORED, saved } from "./merge-business.ts";
import { acceptableOf, parseBusinessChange } from "./parse-business.ts";

/** So many businesses are kept in memory. */
const MAX_KNOWN = 10_000;

/** What all tenants tell about their businesses. Changes of one tenant come one after the other. */
export class Businesses {
  readonly #inOrder = new InOrder<TenantId>();
  /** What was read or written last. */
  readonly #known = new Map<TenantId, StoredBusiness>();

  constructor(
    private readonly store: BusinessStore,
    private readonly events: Emitter,
  ) {}

  async get(tenant: TenantId): Promise<BusinessInfo> {
    return (await this.#stored(tenant)).info;
  }

  /** The same as the JSON of a `PlainBusiness`: at once when it is in memory, for every webhook of a message carries it. */
  json(tenant: TenantId): string | Promise<string> {
    const known = this.#known.get(tenant);
    return known === undefined ? this.get(tenant).then(businessJson) : businessJson(known.info);
  }

  /** @throws InvalidBusinessError */
  async save(tenant: TenantId, change: Partial<BusinessInfo>): Promise<BusinessInfo> {
    const checked = parseBusinessChange(change);
    return this.#inOrder.run(tenant, async () => {
      const before = await this.#read(tenant);
      const after = saved(before, checked);
      await this.#put(tenant, before, after);
      return after.info;
    });
  }

  /**
   * @param socket - the open one, if there is one.
   * @param preview - true to say what it would become, and leave it as it is.
   */
  async refresh(
    tenant: TenantId,
    socket: Pick<Socket, "businessProfile"> | undefined,
    preview = false,
  ): Promise<BusinessRefresh> {
    if (socket === undefined) return nothing(await this.#stored(tenant), "not_connected");
    // Not in turn: saving would wait for as long as WhatsApp does not answer.
    const found = await socket.businessProfile();
    if (found === undefined) return nothing(await this.#stored(tenant), "no_business_profile");
    return this.#inOrder.run(tenant, async () => {
      const before = await this.#read(tenant);
      const after = filled(before, acceptableOf(found));
      const persisted = !preview && (await this.#put(tenant, before, after));
      return { fetched: true, persisted, reason: null, business: after.info };
    });
  }

  /** The tenant is erased. */
  forget(tenant: TenantId): void {
    this.#known.delete(tenant);
  }

  async #stored(tenant: TenantId): Promise<StoredBusiness> {
    return this.#known.get(tenant) ?? this.#inOrder.run(tenant, () => this.#read(tenant));
  }

  async #read(tenant: TenantId): Promise<StoredBusiness> {
    return this.#keep(tenant, (await this.store.get(tenant)) ?? NOTHING_STORED);
  }

  #keep(tenant: TenantId, business: StoredBusiness): StoredBusiness {
    const [oldest] = this.#known.size < MAX_KNOWN ? [] : this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(tenant, business);
    return business;
  }

  /** Resolves true when that changed something. */
  async #put(tenant: TenantId, before: StoredBusiness, after: StoredBusiness): Promise<boolean> {
    if (isDeepStrictEqual(before, after)) return false;
    await this.store.put(tenant, after);
    this.#keep(tenant, after);
    const isNews = !isDeepStrictEqual(before.info, after.info);
    if (isNews) this.events.emit("business.updated", { tenantId: tenant, business: after.info });
    return isNews;
  }
}

const nothing = ({ info }: StoredBusiness, reason: NonNullable<BusinessRefresh["reason"]>): BusinessRefresh => ({
  fetched: false,
  persisted: false,
  reason,
  business: info,
});
