import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { verifyWebhook } from "@polyphone/core";

/** A delivery as it came. */
export interface Delivered {
  readonly id: string;
  readonly event: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Takes webhooks at any path, and answers as it is told. */
export class WebhookReceiver {
  readonly delivered: Delivered[] = [];
  /** What it answers with. */
  status = 204;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<WebhookReceiver> {
    const server = createServer();
    const receiver = new WebhookReceiver(server);
    server.on("request", async (request, response) => {
      const { headers } = request;
      let body = "";
      for await (const chunk of request) body += chunk;
      receiver.delivered.push({ id: `${headers["webhook-id"]}`, event: `${headers["x-event-type"]}`, headers, body });
      response.writeHead(receiver.status).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The ids of the deliveries of an event, in the order in which they came. */
  idsOf(event: string): readonly string[] {
    return this.delivered.filter((delivered) => delivered.event === event).map(({ id }) => id);
  }

  /** True when the last delivery is signed with this secret. */
  isSignedWith(secret: string): boolean {
    const last = this.delivered.at(-1);
    if (last === undefined) return false;
    try {
      verifyWebhook({ headers: last.headers, body: last.body, secret });
      return true;
    } catch {
      return false;
    }
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }
}
