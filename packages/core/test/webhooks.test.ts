import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { HttpWebhookSender } from "../src/index.ts";
import { eventually, Simulated } from "./simulated.ts";

interface Call {
  readonly tenant: string | undefined;
  readonly type: string | undefined;
  readonly body: unknown;
}

let simulated: Simulated;
let receiver: Server;
const sender = new HttpWebhookSender({ allowPrivate: true });
const calls: Call[] = [];

beforeAll(async () => {
  simulated = await Simulated.start();
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { "x-tenant-id": tenant, "x-event-type": type } = request.headers;
      calls.push({ tenant: String(tenant), type: String(type), body: JSON.parse(Buffer.concat(chunks).toString()) });
      response.end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await simulated.stop();
  await sender.close();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

it("tells a tenant's receiver of its connection and its messages, in order and in the documented form, and nobody else's", async () => {
  const manager = await simulated.manager({ webhooks: sender });
  const { port } = receiver.address() as AddressInfo;
  await manager.tenant("tenant-hook").configure({ webhookUrl: `http://127.0.0.1:${port}/hook` });
  await manager.tenant("tenant-hook").saveBusiness({ name: "Hook's bakery" });
  await simulated.pair(manager, "tenant-hook", "15550006001");
  await simulated.pair(manager, "tenant-quiet", "15550006002");
  const contact = simulated.simulator.contact("15550006009", { name: "Ada" });
  await contact.sendText("15550006002", "for nobody's receiver");
  await contact.sendText("15550006001", "for the receiver");
  await manager.tenant("tenant-hook").sendText("15550006009", "our own message is no event of the receiver");
  await eventually(() => expect(calls.map(({ type }) => type)).toContain("message.received"));
  expect(calls).toEqual([
    {
      tenant: "tenant-hook",
      type: "connection",
      body: { event: "connection", tenantId: "tenant-hook", data: { status: "waiting_qr" } },
    },
    {
      tenant: "tenant-hook",
      type: "connection",
      body: { event: "connection", tenantId: "tenant-hook", data: { status: "connected" } },
    },
    {
      tenant: "tenant-hook",
      type: "message.received",
      body: {
        event: "message.received",
        tenantId: "tenant-hook",
        data: {
          message: expect.objectContaining({ text: "for the receiver", fromMe: false, senderName: "Ada" }),
          business: {
            name: "Hook's bakery",
            working_hours: null,
            location_url: null,
            shipping_details: null,
            instagram_url: null,
            website_url: null,
            mobile_numbers: null,
          },
        },
      },
    },
  ]);
  expect(JSON.stringify(calls)).not.toContain("raw");
});
