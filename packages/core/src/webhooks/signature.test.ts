import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { newSecret, signatureHeader } from "./signature.ts";
import { verifyWebhook } from "./verify-webhook.ts";

const BODY = JSON.stringify({
  event: "connection",
  tenantId: "tenant-a",
  data: { status: "connected", text: "Grüße 👋" },
});

/** A delivery as it goes out. */
function delivery(secrets: readonly string[], timestamp = Math.floor(Date.now() / 1000)) {
  const id = "evt_1";
  return {
    body: BODY,
    headers: {
      "webhook-id": id,
      "webhook-timestamp": String(timestamp),
      "webhook-signature": signatureHeader(secrets, { id, timestamp, text: BODY }),
    },
  };
}

describe("signatures", () => {
  it("are what the algorithm of Standard Webhooks yields, and its own package takes them", () => {
    const secret = newSecret();
    const { headers, body } = delivery([secret]);
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(BODY));
    expect(new Webhook(secret).sign("evt_1", new Date(Number(headers["webhook-timestamp"]) * 1000), BODY)).toBe(
      headers["webhook-signature"],
    );
  });

  it("are two while a secret changes, and either receiver takes them", () => {
    const [older, newer] = [newSecret(), newSecret()];
    const { headers, body } = delivery([newer, older]);
    for (const secret of [older, newer]) {
      expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(BODY));
      expect(verifyWebhook({ headers, body, secret })).toEqual(JSON.parse(BODY));
    }
  });

  it("come from secrets of 32 random bytes", () => {
    const secrets = Array.from({ length: 100 }, newSecret);
    expect(new Set(secrets).size).toBe(100);
    for (const secret of secrets) expect(Buffer.from(secret.replace(/^whsec_/, ""), "base64")).toHaveLength(32);
  });
});

describe("verifyWebhook", () => {
  const secret = newSecret();

  it("takes what the package signs, as text and as bytes, with one of several secrets", () => {
    const now = new Date();
    const headers = {
      "webhook-id": "evt_2",
      "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
      "webhook-signature": new Webhook(secret).sign("evt_2", now, BODY),
    };
    expect(verifyWebhook({ headers, body: BODY, secret: [newSecret(), secret] })).toEqual(JSON.parse(BODY));
    expect(verifyWebhook({ headers, body: Buffer.from(BODY), secret })).toEqual(JSON.parse(BODY));
  });

  const now = Math.floor(Date.now() / 1000);
  it.each<[string, (good: ReturnType<typeof delivery>) => { body?: string; headers?: object }]>([
    ["another body", () => ({ body: `${BODY} ` })],
    ["another id", () => ({ headers: { "webhook-id": "evt_2" } })],
    ["another time", () => ({ headers: { "webhook-timestamp": String(now - 1) } })],
    ["an old delivery", () => delivery([secret], now - 301)],
    ["a delivery from the future", () => delivery([secret], now + 302)],
    ["a time that is no number", () => ({ headers: { "webhook-timestamp": "NaN" } })],
    ["another secret's signature", () => delivery([newSecret()])],
    [
      "another version",
      ({ headers }) => ({
        headers: { "webhook-signature": headers["webhook-signature"].replace("v1,", "v1a,") },
      }),
    ],
    ["no signature", () => ({ headers: { "webhook-signature": undefined } })],
    ["no id", () => ({ headers: { "webhook-id": undefined } })],
    ["an empty signature", () => ({ headers: { "webhook-signature": "v1," } })],
  ])("refuses %s", (_, change) => {
    const good = delivery([secret], now);
    const { body = good.body, headers = {} } = change(good);
    expect(() => verifyWebhook({ body, headers: { ...good.headers, ...headers }, secret })).toThrow(
      expect.objectContaining({ code: "WEBHOOK_NOT_VERIFIED" }),
    );
  });
});
