import { InvalidEndpointError, InvalidWebhookUrlError } from "../errors.ts";
import { WEBHOOK_EVENTS } from "../types/webhook.ts";
import { parseWebhookUrl } from "./webhook-url.ts";

/** An endpoint's URL, which there must be. @throws InvalidWebhookUrlError */
export function parseEndpointUrl(value: unknown): string {
  const url = parseWebhookUrl(value);
  if (url === null) throw new InvalidWebhookUrlError();
  return url;
}

/** The names of events, each once. @throws InvalidEndpointError */
export function parseEvents(events: readonly string[]): readonly string[] {
  const unknown = events.find((event) => !WEBHOOK_EVENTS.includes(event));
  if (unknown !== undefined) {
    throw new InvalidEndpointError(`there is no event ${unknown}; there are ${WEBHOOK_EVENTS.join(", ")}`);
  }
  if (events.length === 0) throw new InvalidEndpointError("it must get at least one kind of event");
  return [...new Set(events)];
}
