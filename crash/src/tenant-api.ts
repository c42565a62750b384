import { Client } from "@polyphone/client";
import type { ServerProcess } from "./server-process.ts";

const PAGE = 500;

/** What one tenant can do and see from the outside: the documented REST API. */
export class TenantApi {
  #token: string | undefined;

  constructor(
    private readonly server: ServerProcess,
    private readonly tenantId: string,
  ) {}

  /** Takes a token, which stays good over restarts of the server, and sets the webhook's URL when there is one. */
  async issueToken(webhookUrl?: string): Promise<void> {
    const webhook = webhookUrl === undefined ? {} : { webhook_url: webhookUrl };
    const { token } = await this.#client.post("/auth/token", { body: { tenantId: this.tenantId, ...webhook } });
    this.#token = token;
  }

  /** Starts the session of a tenant that is not paired, and resolves with the QR. */
  async startSession(): Promise<string> {
    const started = await this.resumedOrQr();
    if (started === "connected") throw new Error(`${this.tenantId} got no QR`);
    return started.qr;
  }

  /** Starts the session; resolves once it is connected, or with a QR when the tenant is not paired. */
  async resumedOrQr(): Promise<"connected" | { readonly qr: string }> {
    const started = await this.#client.post("/session/start");
    return started.status === "connected" ? "connected" : { qr: started.qr };
  }

  /** The texts of all its messages, in all its chats, page by page. */
  async texts(): Promise<string[]> {
    const texts: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await this.#client.get("/message/conversations", { query: pageAt(cursor) });
      for (const { jid } of page.conversations) texts.push(...(await this.#textsOf(jid)));
      cursor = page.nextCursor;
    }
    return texts;
  }

  async #textsOf(jid: string): Promise<string[]> {
    const texts: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await this.#client.get("/message/messages", { query: { jid, ...pageAt(cursor) } });
      texts.push(...page.messages.flatMap(({ text }) => text ?? []));
      cursor = page.nextCursor;
    }
    return texts;
  }

  /** The server's address changes with each of its starts. */
  get #client(): Client {
    return new Client({ baseUrl: this.server.api, ...(this.#token !== undefined && { token: this.#token }) });
  }
}

const pageAt = (cursor: string | undefined) => ({ limit: PAGE, ...(cursor !== undefined && { cursor }) });
