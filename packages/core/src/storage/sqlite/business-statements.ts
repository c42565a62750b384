import type { Database, Statement } from "better-sqlite3";
import type { BusinessInfo, StoredBusiness } from "../../types/business.ts";
import type { TenantId } from "../../types/tenant.ts";

/** A business as SQLite has it: lists are JSON. */
type Row = Omit<BusinessInfo, "mobileNumbers"> & { readonly mobileNumbers: string | null; readonly fetched: string };

/** The statements on businesses, in `config.db`. */
export class BusinessStatements {
  readonly #get: Statement<[TenantId], Row>;
  readonly #put: Statement<[Row & { readonly tenant: TenantId }]>;
  readonly #erase: Statement<[TenantId]>;

  constructor(database: Database) {
    this.#get = database.prepare(
      `SELECT name, working_hours AS workingHours, location_url AS locationUrl, shipping_details AS shippingDetails,
        instagram_url AS instagramUrl, website_url AS websiteUrl, mobile_numbers AS mobileNumbers, fetched
        FROM business_info WHERE tenant_id = ?`,
    );
    this.#put = database.prepare(
      `INSERT OR REPLACE INTO business_info (tenant_id, name, working_hours, location_url, shipping_details,
        instagram_url, website_url, mobile_numbers, fetched) VALUES (@tenant, @name, @workingHours, @locationUrl,
        @shippingDetails, @instagramUrl, @websiteUrl, @mobileNumbers, @fetched)`,
    );
    this.#erase = database.prepare("DELETE FROM business_info WHERE tenant_id = ?");
  }

  get(tenant: TenantId): StoredBusiness | undefined {
    const row = this.#get.get(tenant);
    if (row === undefined) return undefined;
    const { fetched, mobileNumbers, ...info } = row;
    const numbers: string[] | null = mobileNumbers === null ? null : JSON.parse(mobileNumbers);
    return { info: { ...info, mobileNumbers: numbers }, fetched: JSON.parse(fetched) };
  }

  put(tenant: TenantId, { info, fetched }: StoredBusiness): void {
    const mobileNumbers = info.mobileNumbers === null ? null : JSON.stringify(info.mobileNumbers);
    this.#put.run({ ...info, tenant, mobileNumbers, fetched: JSON.stringify(fetched) });
  }

  erase(tenant: TenantId): void {
    this.#erase.run(tenant);
  }
}
