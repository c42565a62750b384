import type { WebhookBody, WebhookDelivery, WebhookSender } from "@polyphone/core";
import mqtt, { type MqttClient } from "mqtt";

/** After so long without an acknowledgement an event is tried again. */
const TIMEOUT_MS = 15_000;

/**
 * Hands events to an MQTT broker in place of HTTP receivers: each goes to the topic that is its endpoint's URL with the event's
 * name behind it, and is taken when the broker acknowledges it (QoS 1). What the broker does not take stays in the outbox.
 *
 * @example
 * ```ts
 * const webhooks = await MqttWebhookSender.connect("mqtt://127.0.0.1");
 * const manager = new TenantManager({ webhooks });
 * await manager.start();
 * await manager.tenant("bakery").configure({ webhookUrl: "https://broker/bakery" }); // topic: bakery/message.received
 * ```
 */
export class MqttWebhookSender implements WebhookSender {
  private constructor(private readonly client: MqttClient) {}

  static async connect(brokerUrl: string): Promise<MqttWebhookSender> {
    return new MqttWebhookSender(await mqtt.connectAsync(brokerUrl, { reconnectPeriod: 100 }));
  }

  /** Resolves when the broker has the event. There is no HTTP status. */
  async send({ id, url, event, body, signal }: WebhookDelivery): Promise<null> {
    const topic = `${new URL(url).pathname.slice(1)}/${event}`;
    // While the connection is known to be down the client would hold events back in memory; they are safer where they are.
    if (!this.client.connected) throw new Error("The broker cannot be reached");
    const published = this.client.publishAsync(topic, JSON.stringify({ id, ...(JSON.parse(body) as WebhookBody) }), {
      qos: 1,
    });
    await Promise.race([published, cutOff(signal)]);
    return null;
  }

  async close(): Promise<void> {
    await this.client.endAsync(true);
  }
}

/** Rejects when the delivery is cut off or takes too long. */
function cutOff(signal: AbortSignal): Promise<never> {
  const ends = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  return new Promise((_, reject) => {
    ends.addEventListener("abort", () => reject(ends.reason), { once: true });
    if (ends.aborted) reject(ends.reason);
  });
}
