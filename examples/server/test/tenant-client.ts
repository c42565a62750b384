import { expect, vi } from "vitest";
import { type Answer, request } from "./http-client.ts";
import type { ServerProcess } from "./server-process.ts";

/** A message as the API lists it. */
export interface ListedMessage {
  readonly id: string;
  readonly text: string | null;
  readonly fromMe: boolean;
  readonly status: string;
  readonly chat: string;
}

const PATIENCE = { timeout: 20_000, interval: 25 };

/** One tenant, through HTTP only: the documented API, and the simulator's admin API for the phone in the tenant's hand. */
export class TenantClient {
  token = "";

  constructor(
    private readonly server: ServerProcess,
    private readonly adminUrl: string,
    readonly tenantId: string,
    readonly phone: string,
  ) {}

  call(method: "GET" | "POST", path: string, body?: unknown): Promise<Answer> {
    return request(method, `${this.server.api}${path}`, { token: this.token, body });
  }

  /** Calls the simulator's admin API. */
  admin(method: "GET" | "POST", path: string, body?: unknown): Promise<Answer> {
    return request(method, `${this.adminUrl}${path}`, { body });
  }

  async issueToken(): Promise<void> {
    const { body } = await request("POST", `${this.server.api}/auth/token`, { body: { tenantId: this.tenantId } });
    this.token = String(body.token);
  }

  /** Token, start, QR, scan, connected. */
  async pair(): Promise<void> {
    await this.issueToken();
    const { body } = await this.call("POST", "/session/start");
    expect(body).toMatchObject({ success: true, status: "waiting_qr" });
    await this.admin("POST", "/phones", { phone: this.phone });
    const scan = await this.admin("POST", `/mock-phone/scan-qr?phone=${this.phone}`, body.qr);
    expect(scan.body).toMatchObject({ phone: this.phone });
    await this.connected();
  }

  async connected(): Promise<void> {
    await vi.waitFor(async () => {
      expect((await this.call("GET", "/session/status")).body).toMatchObject({ isConnected: true });
    }, PATIENCE);
  }

  async messages(contact: string): Promise<readonly ListedMessage[]> {
    const { body } = await this.call("GET", `/message/messages?jid=${contact}@s.whatsapp.net`);
    return body.messages as ListedMessage[];
  }

  /** Resolves with the message once the chat with `contact` holds one like this. */
  async eventually(contact: string, wanted: Partial<ListedMessage>): Promise<ListedMessage> {
    return vi.waitFor(async () => {
      const messages = await this.messages(contact);
      expect(messages).toContainEqual(expect.objectContaining(wanted));
      const found = messages.find((message) =>
        Object.entries(wanted).every(([name, value]) => Reflect.get(message, name) === value),
      );
      if (found === undefined) throw new Error("not there yet");
      return found;
    }, PATIENCE);
  }
}
