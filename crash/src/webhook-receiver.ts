import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "./random.ts";

/** A delivery that was answered with success. */
export interface Delivered {
  readonly tenant: string;
  readonly eventId: string;
  readonly messageId: string;
}

interface Body {
  readonly tenantId: string;
  readonly event: string;
  readonly data: { readonly message?: { readonly id: string } };
}

const LONGEST_MS = 30;
const FAILED = 0.01;

/**
 * Takes webhooks, some at once and some slowly, so that a kill finds one on its way; now and then it refuses an event, once: the wait after
 * a second time would outlast the test.
 */
export class WebhookReceiver {
  /** What it has taken, in order. */
  readonly delivered: Delivered[] = [];

  private constructor(private readonly server: Server) {}

  static async open(random: Random): Promise<WebhookReceiver> {
    const refused = new Set<string>();
    const server = createServer(async (request, response) => {
      let text = "";
      for await (const chunk of request) text += chunk;
      await pause(random.between(0, LONGEST_MS));
      const eventId = String(request.headers["webhook-id"]);
      if (!refused.has(eventId) && random.chance(FAILED)) {
        refused.add(eventId);
        response.writeHead(500).end();
        return;
      }
      const { tenantId: tenant, event, data }: Body = JSON.parse(text);
      if (event === "message.received") receiver.delivered.push({ tenant, eventId, messageId: data.message?.id ?? "" });
      response.end();
    });
    const receiver = new WebhookReceiver(server);
    // A process that is killed takes its connections with it.
    server.on("clientError", (_, socket) => socket.destroy());
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }
}
