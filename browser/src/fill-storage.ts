import { mkdir } from "node:fs/promises";
import { type IngestRecord, parseTenantId, SqliteStorage } from "@polyphone/core";

/** Stores this for a tenant in a data directory that no server uses yet. */
export async function fillStorage(
  directory: string,
  tenantId: string,
  records: readonly IngestRecord[],
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const storage = new SqliteStorage({ directory, search: true });
  await storage.open();
  try {
    const tenant = parseTenantId(tenantId);
    await storage.tenants.save(tenant, {});
    await storage.apply(tenant, records);
  } finally {
    await storage.close();
  }
}
