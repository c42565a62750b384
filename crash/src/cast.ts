import type { Phone, WhatsAppSimulator } from "@polyphone/simulator";
import type { ServerProcess } from "./server-process.ts";
import { TenantApi } from "./tenant-api.ts";

/** A tenant of the server under test: its phone at the simulator, and its view of the REST API. */
export interface Tenant {
  readonly id: string;
  readonly phone: Phone;
  readonly api: TenantApi;
}

/** A group, with those of its members who write. */
interface TenantGroup {
  readonly id: string;
  readonly contacts: readonly Phone[];
  readonly tenants: readonly Tenant[];
}

/** Everybody who takes part. */
export interface Cast {
  readonly tenants: readonly Tenant[];
  /** Each of them writes to every tenant. */
  readonly contacts: readonly Phone[];
  readonly groups: readonly TenantGroup[];
}

const CONTACTS = 4;

/** Makes the phones, pairs the tenants with a server that is up, and puts them into groups of both addressings. */
export async function makeCast(simulator: WhatsAppSimulator, server: ServerProcess, count: number): Promise<Cast> {
  const tenants: Tenant[] = [];
  for (let index = 1; index <= count; index += 1) {
    const id = `tenant-${index}`;
    const phone = simulator.phone(String(15_550_100_000 + index), { name: `Tenant ${index}` });
    const tenant = { id, phone, api: new TenantApi(server, id) };
    await tenant.api.issueToken();
    await phone.scanQr(await tenant.api.startSession());
    tenants.push(tenant);
  }
  const contacts = Array.from({ length: CONTACTS }, (_, index) =>
    simulator.contact(String(15_550_200_001 + index), { name: `Contact ${index + 1}` }),
  );
  const half = Math.floor(count / 2);
  const group = (addressingMode: "lid" | "pn", members: readonly Tenant[]): TenantGroup => {
    const phones = [...contacts, ...members.map(({ phone }) => phone)];
    const { id } = simulator.group({ subject: `Group by ${addressingMode}`, members: phones, addressingMode });
    return { id, contacts, tenants: members };
  };
  // Each tenant sits in one or two, so that neighbours share one group and not the other.
  const groups = [group("lid", tenants.slice(0, half + 1)), group("pn", tenants.slice(half - 1))];
  return { tenants, contacts, groups };
}

/** Whether the tenant's linked device is connected and takes messages. */
export function isOnline({ phone }: Tenant): boolean {
  return [...phone.account.companions.values()].some(({ line }) => line !== undefined);
}

/** Which devices are linked to the tenant's account, by id and identity key: exactly one, always the same. */
export function linkedDevices({ phone }: Tenant): string {
  const devices = [...phone.account.companions.values()];
  return devices.map(({ id, data }) => `${id} ${Buffer.from(data.identityKey).toString("hex")}`).join();
}

/** The ids of the messages that wait for the tenant's linked device. */
export function queuedIds({ phone }: Tenant): ReadonlySet<string> {
  const stanzas = [...phone.account.companions.values()].flatMap(({ queue }) => queue.list());
  return new Set(stanzas.flatMap(({ tag, attrs }) => (tag === "message" && attrs.id !== undefined ? [attrs.id] : [])));
}
