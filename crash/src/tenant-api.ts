import type { ServerProcess } from "./server-process.ts";

interface Listed {
  readonly text: string | null;
}

interface Conversation {
  readonly jid: string;
}

type Body = Readonly<Record<string, unknown>>;

const PAGE = 500;

/** What one tenant can do and see from the outside: the documented REST API. */
export class TenantApi {
  #token = "";

  constructor(
    private readonly server: ServerProcess,
    private readonly tenantId: string,
  ) {}

  /** Takes a token, which stays good over restarts of the server, and sets the webhook's URL when there is one. */
  async issueToken(webhookUrl?: string): Promise<void> {
    const webhook = webhookUrl === undefined ? {} : { webhook_url: webhookUrl };
    const { token } = await this.#call("POST", "/auth/token", { tenantId: this.tenantId, ...webhook });
    this.#token = String(token);
  }

  /** Starts the session of a tenant that is not paired, and resolves with the QR. */
  async startSession(): Promise<string> {
    const { qr } = await this.#call("POST", "/session/start");
    if (typeof qr !== "string") throw new Error(`${this.tenantId} got no QR`);
    return qr;
  }

  /** Starts the session; resolves once it is connected, or with a QR when the tenant is not paired. */
  async resumedOrQr(): Promise<"connected" | { readonly qr: string }> {
    const { status, qr } = await this.#call("POST", "/session/start");
    if (status === "connected") return "connected";
    if (typeof qr !== "string") throw new Error(`${this.tenantId} got no QR`);
    return { qr };
  }

  /** The texts of all its messages, in all its chats, page by page. */
  async texts(): Promise<string[]> {
    const texts: string[] = [];
    for await (const { jid } of this.#pages<Conversation>("/message/conversations?", "conversations")) {
      const chat = `/message/messages?jid=${encodeURIComponent(jid)}&`;
      for await (const { text } of this.#pages<Listed>(chat, "messages")) if (text !== null) texts.push(text);
    }
    return texts;
  }

  async *#pages<Item>(path: string, list: string): AsyncGenerator<Item> {
    let cursor: unknown = null;
    do {
      const page = await this.#call("GET", `${path}limit=${PAGE}${cursor === null ? "" : `&cursor=${cursor}`}`);
      yield* page[list] as readonly Item[];
      cursor = page.nextCursor;
    } while (cursor !== null);
  }

  async #call(method: "GET" | "POST", path: string, body?: Body): Promise<Body> {
    const response = await fetch(`${this.server.api}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Body;
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${answer.message}`);
    return answer;
  }
}
