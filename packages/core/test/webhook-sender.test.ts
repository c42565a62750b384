import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebhookFailedError } from "../src/errors.ts";
import { parseTenantId } from "../src/types/parse-tenant-id.ts";
import { HttpWebhookSender, type HttpWebhookSenderOptions } from "../src/webhooks/http-webhook-sender.ts";
import { newSecret } from "../src/webhooks/signature.ts";
import { verifyWebhook } from "../src/webhooks/verify-webhook.ts";

const BODY = '{"event":"connection","tenantId":"tenant-a","data":{"status":"connected"}}';

/** A receiver that answers with `listener`; resolves with its address. */
async function receiver(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function sender(options?: HttpWebhookSenderOptions): HttpWebhookSender {
  const made = new HttpWebhookSender({ allowPrivate: true, ...options });
  onTestFinished(() => made.close());
  return made;
}

const answering =
  (status: number, headers = {}) =>
  (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(status, headers).end("answer");
  };

const SIGNED = { id: "evt_1", tenantId: parseTenantId("tenant-a"), event: "connection", secrets: [newSecret()] };

const signal = new AbortController().signal;

describe("HttpWebhookSender", () => {
  it("posts the seed's headers and body to the letter", async () => {
    const seen: unknown[] = [];
    const url = await receiver(async (request, response) => {
      let text = "";
      for await (const chunk of request) text += chunk;
      const { "x-tenant-id": tenant, "x-event-type": event, "content-type": type } = request.headers;
      seen.push({ method: request.method, path: request.url, tenant, event, type, text });
      response.end();
    });
    await sender().send({ ...SIGNED, url: `${url}/hook?key=1`, body: BODY, signal });
    expect(seen).toEqual([
      {
        method: "POST",
        path: "/hook?key=1",
        tenant: "tenant-a",
        event: "connection",
        type: "application/json",
        text: BODY,
      },
    ]);
  });

  it.each([200, 201, 204, 299])("succeeds with %i", async (status) => {
    const url = await receiver(answering(status));
    await expect(sender().send({ ...SIGNED, url, body: BODY, signal })).resolves.toBe(status);
  });

  it("signs the body as its receiver's copy of verifyWebhook expects, with each secret", async () => {
    const secrets = [newSecret(), newSecret()];
    const seen: unknown[] = [];
    const url = await receiver(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      for (const secret of secrets) {
        seen.push(verifyWebhook({ headers: request.headers, body: Buffer.concat(chunks), secret }));
      }
      seen.push(request.headers["webhook-id"]);
      response.end();
    });
    await sender().send({ ...SIGNED, id: "evt_9", secrets, url, body: BODY, signal });
    expect(seen).toEqual([JSON.parse(BODY), JSON.parse(BODY), "evt_9"]);
  });

  it("passes on for how long the receiver wants to be left alone", async () => {
    const url = await receiver(answering(429, { "retry-after": "7" }));
    await expect(sender().send({ ...SIGNED, url, body: BODY, signal })).rejects.toMatchObject({
      status: 429,
      retryAfterMs: 7_000,
    });
  });

  it.each([304, 400, 404, 410, 429, 500, 503])("fails with %i", async (status) => {
    const url = await receiver(answering(status));
    await expect(sender().send({ ...SIGNED, url, body: BODY, signal })).rejects.toMatchObject({
      code: "WEBHOOK_FAILED",
      status,
    });
  });

  it("never follows a redirect", async () => {
    let followed = 0;
    const elsewhere = await receiver((_, response) => {
      followed += 1;
      response.end();
    });
    for (const status of [301, 302, 303, 307, 308]) {
      const url = await receiver(answering(status, { location: elsewhere }));
      await expect(sender().send({ ...SIGNED, url, body: BODY, signal })).rejects.toMatchObject({ status });
    }
    expect(followed).toBe(0);
  });

  it("reads the answer and uses its connection again", async () => {
    const ports = new Set<number | undefined>();
    const url = await receiver((request, response) => {
      ports.add(request.socket.remotePort);
      response.end("x".repeat(100_000));
    });
    const one = sender({ connectionsPerOrigin: 1 });
    for (let count = 0; count < 5; count += 1) await one.send({ ...SIGNED, url, body: BODY, signal });
    expect(ports.size).toBe(1);
  });

  it("fails when nobody answers in time", async () => {
    const url = await receiver(() => undefined);
    await expect(sender({ timeoutMs: 20 }).send({ ...SIGNED, url, body: BODY, signal })).rejects.toMatchObject({
      status: null,
      cause: { message: "No answer within 20 ms" },
    });
  });

  it("fails when nobody listens", async () => {
    await expect(sender().send({ ...SIGNED, url: "http://127.0.0.1:1", body: BODY, signal })).rejects.toThrow(
      WebhookFailedError,
    );
  });

  it("has delivered once the receiver said so, however endless the answer is", async () => {
    const url = await receiver((request, response) => {
      response.writeHead(200);
      const pour = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      };
      response.on("drain", pour);
      request.resume();
      pour();
    });
    await expect(sender().send({ ...SIGNED, url, body: BODY, signal })).resolves.toBe(200);
  });

  it("has delivered once the receiver said so, though its answer never ends", async () => {
    const url = await receiver((_, response) => {
      response.writeHead(200).write("and ");
    });
    await expect(sender({ timeoutMs: 50 }).send({ ...SIGNED, url, body: BODY, signal })).resolves.toBe(200);
  });

  it("stops when it is told to, before and during a delivery", async () => {
    const stop = new AbortController();
    const url = await receiver(() => stop.abort(new Error("stopped")));
    for (const _ of ["during", "before"]) {
      await expect(sender().send({ ...SIGNED, url, body: BODY, signal: stop.signal })).rejects.toMatchObject({
        cause: { message: "stopped" },
      });
    }
  });

  it("cuts off all that is under way with one signal, and nothing that is under way with another", async () => {
    const [stop, other] = [new AbortController(), new AbortController()];
    const waiting: ServerResponse[] = [];
    const url = await receiver((_, response) => void waiting.push(response));
    const one = sender();
    const answered = (delivery: Promise<number>) => delivery.catch(({ cause }) => cause.message);
    const send = (by: AbortSignal) => answered(one.send({ ...SIGNED, url, body: BODY, signal: by }));
    const ends = [send(stop.signal), send(other.signal), send(stop.signal)];
    await expect.poll(() => waiting).toHaveLength(3);
    stop.abort(new Error("stopped"));
    for (const response of waiting) response.end();
    expect(await Promise.all(ends)).toEqual(["stopped", 200, "stopped"]);
  });

  it("opens anew after a close, which may come twice", async () => {
    const url = await receiver(answering(200));
    const one = sender();
    await one.close();
    await one.send({ ...SIGNED, url, body: BODY, signal });
    await one.close();
    await one.close();
    await one.send({ ...SIGNED, url, body: BODY, signal });
  });
});
