import { MemoryStorage, parseTenantId } from "@polyphone/core";
import { expect, vi } from "vitest";
import { api } from "../api.ts";
import type { Operation } from "../document.ts";
import { textRecord } from "../text-record.ts";
import { ATTEMPTS, type Attempt, type Cursors, type Things } from "./attempts.ts";

export const ADMIN_KEY = "the key of the administrator";
/** Stands in everything that is the victim's. */
export const SECRET = "victims-secret";
const [VICTIM, INTRUDER] = [parseTenantId("tenant-victim"), parseTenantId("tenant-intruder")];

/** A victim who has something of every kind, an intruder who has little, and the API between them. */
export async function twoTenants() {
  const storage = new MemoryStorage();
  const issuance = { isOpen: true };
  const webhooks = {
    close: async () => undefined,
    async send() {
      throw new Error(`${SECRET} is down`);
    },
  };
  const ask = await api(
    {
      adminKey: ADMIN_KEY,
      rateLimits: { perTenant: false, perAddress: false },
      tokenIssuance: () => issuance.isOpen,
    },
    { storage, webhooks, webhookDelivery: { scheduleMs: [0] }, connectTimeoutMs: 10 },
  );
  const provision = async (tenantId: string): Promise<string> => {
    const { status, body } = await ask("POST", "/api/auth/token", { body: { tenantId } });
    expect(status).toBe(200);
    return (body as { token: string }).token;
  };
  const [victim, intruder] = [await provision(VICTIM), await provision(INTRUDER)];
  issuance.isOpen = false;
  const asVictim = async <Body>(method: string, path: string, body?: object): Promise<Body> => {
    const answer = await ask(method, `/api${path}`, { token: victim, ...(body && { body }) });
    expect(answer.status).toBe(200);
    return answer.body as Body;
  };

  const [chat, other] = ["15550009991@s.whatsapp.net", "15550009992@s.whatsapp.net"] as const;
  const { webhook } = await asVictim<{ webhook: { id: string } }>("POST", "/webhooks", {
    url: `https://${SECRET}.example/`,
  });
  const texts = [textRecord(chat, "A", SECRET), textRecord(chat, "B", SECRET), textRecord(other, "C", SECRET)];
  await storage.apply(VICTIM, texts);
  await storage.apply(INTRUDER, [textRecord("15550001111@s.whatsapp.net", "D", "mine")]);
  for (const name of ["first", "second"]) await asVictim("PUT", "/business", { name: `${SECRET} ${name}` });
  const [event] = await storage.events.read(VICTIM, 0, 1);
  await vi.waitFor(async () => {
    const { deadLetters } = await asVictim<{ deadLetters: object[] }>("GET", "/webhooks/dead-letters");
    expect(deadLetters).toHaveLength(texts.length);
  });

  const cursorOf = async (path: string) => {
    const { nextCursor } = await asVictim<{ nextCursor: string | null }>("GET", path);
    return nextCursor ?? "";
  };
  const page = await ask("GET", "/api/admin/tenants?limit=1", { headers: { "x-admin-key": ADMIN_KEY } });
  const things: Things = {
    ...{ tenantId: VICTIM, chat, endpointId: webhook.id, eventId: event?.id ?? "", idempotencyKey: "order-7" },
  };
  const cursors: Cursors = {
    conversations: await cursorOf("/message/conversations?limit=1"),
    messages: await cursorOf(`/message/messages?jid=${chat}&limit=1`),
    deadLetters: await cursorOf("/webhooks/dead-letters?limit=1"),
    tenants: (page.body as { nextCursor: string }).nextCursor,
  };
  for (const [name, value] of Object.entries({ ...things, ...cursors })) expect(value, name).not.toBe("");

  /** Asks for what an operation's attempt says, as who has this token. */
  const attempt = (operation: Operation, { path = operation.template, body, headers = {} }: Attempt, token?: string) =>
    ask(operation.method, `/api${path}`, {
      headers,
      ...(token !== undefined && { token }),
      ...(body !== undefined && { body }),
    });
  return {
    ...{ ask, attempt, things, cursors, intruder, victim },
    attemptOf: (operation: Operation, at: Things = things): Attempt => {
      const make = ATTEMPTS[operation.name];
      if (make === undefined)
        throw new Error(`${operation.name} is new: say in ATTEMPTS how one would get at another's`);
      return make(at, cursors);
    },
    /** Everything of the victim that the API can tell. */
    async everything(): Promise<unknown> {
      const headers = { "x-admin-key": ADMIN_KEY };
      const exported = await ask("GET", `/api/admin/tenants/${VICTIM}/export`, { headers, raw: true });
      const paths = ["/business", "/webhooks", "/webhooks/dead-letters", `/webhooks/${webhook.id}/deliveries`];
      const told = [...paths, "/session/status", "/message/conversations"].map((path) => asVictim("GET", path));
      return [exported.body, ...(await Promise.all(told))];
    },
  };
}
