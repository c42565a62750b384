import { randomBytes, randomUUID } from "node:crypto";
import { TooManyEndpointsError, UnknownEndpointError, WebhookFailedError } from "../errors.ts";
import { bodyOf } from "../feed/event-body.ts";
import { type Page, type PageRequest, parsePageRequest } from "../types/page.ts";
import type { TenantId } from "../types/tenant.ts";
import type { WebhookEndpoint } from "../types/webhook.ts";
import type { WebhookAttempt, WebhookDeadLetter } from "../types/webhook-delivery.ts";
import { DEFAULT_EVENTS } from "../webhooks/endpoint-registry.ts";
import { parseEndpointUrl, parseEvents } from "../webhooks/parse-endpoint.ts";
import { type ReplaySelection, replaySpans } from "../webhooks/replay-spans.ts";
import { newSecret } from "../webhooks/signature.ts";
import type { Runtime } from "./runtime.ts";

const MAX_ENDPOINTS = 16;

/** A test that takes longer is cut off: somebody waits for it. */
const TEST_TIMEOUT_MS = 15_000;

/** An endpoint without its secrets, fit to be shown. */
export type ShownEndpoint = Omit<WebhookEndpoint, "secrets"> & {
  /** True from a rotation until `dropOldSecret`. */
  readonly hasOldSecret: boolean;
};

/** What can be chosen of an endpoint. */
export interface EndpointChange {
  /** Absolute, http or https. */
  readonly url?: string | undefined;
  /** Names of the events that it gets, as `TenantManager` has them. @defaultValue those of the specification */
  readonly events?: readonly string[] | undefined;
  /** True to be shown the QR, with which whoever has it links a device. @defaultValue `false` */
  readonly asksForQr?: boolean | undefined;
}

/** How a test went. */
export interface WebhookTestResult {
  /** The HTTP status, when there was one. */
  readonly status: number | null;
  readonly durationMs: number;
  /** `null` when it worked. */
  readonly error: string | null;
}

/** The webhooks of one tenant. Come by it through `tenant.webhooks`. */
export class TenantWebhooks {
  /** @internal */
  constructor(
    private readonly tenant: TenantId,
    private readonly runtime: Runtime,
  ) {}

  /** The tenant's endpoints, the oldest first. `default` is the one of `configure({ webhookUrl })`. */
  async list(): Promise<readonly ShownEndpoint[]> {
    await this.runtime.assertKnown(this.tenant);
    return (await this.#registry.list(this.tenant)).map(shown);
  }

  /**
   * Adds an endpoint, which gets what happens from now on. Keep its secret: `verifyWebhook` wants it.
   * @throws InvalidWebhookUrlError, WebhookAddressRefusedError, InvalidEndpointError, TooManyEndpointsError
   */
  async create(wanted: EndpointChange & { readonly url: string }): Promise<WebhookEndpoint> {
    const { url, events = DEFAULT_EVENTS, asksForQr = false } = wanted;
    const endpoint: WebhookEndpoint = {
      id: `ep_${randomBytes(12).toString("base64url")}`,
      url: this.#checked(url),
      events: parseEvents(events),
      secrets: [newSecret()],
      asksForQr,
      createdAt: Date.now(),
      disabled: null,
    };
    await this.runtime.assertKnown(this.tenant);
    await this.#registry.add(this.tenant, endpoint, ({ length }) => {
      if (length >= MAX_ENDPOINTS) throw new TooManyEndpointsError(this.tenant, MAX_ENDPOINTS);
    });
    await this.#refresh();
    return endpoint;
  }

  /**
   * Changes what `change` names. Disabled, an endpoint gets nothing; enabled again, it goes on where it was, as far back as
   * events are kept. What waits for a retry is tried at once.
   * @throws UnknownEndpointError, InvalidWebhookUrlError, WebhookAddressRefusedError, InvalidEndpointError
   */
  async update(
    id: string,
    change: EndpointChange & { readonly enabled?: boolean | undefined },
  ): Promise<ShownEndpoint> {
    const { url, events, asksForQr, enabled } = change;
    const [newUrl, newEvents] = [
      url === undefined ? undefined : this.#checked(url),
      events === undefined ? undefined : parseEvents(events),
    ];
    return this.#change(id, (endpoint) => ({
      ...endpoint,
      url: newUrl ?? endpoint.url,
      events: newEvents ?? endpoint.events,
      asksForQr: asksForQr ?? endpoint.asksForQr,
      disabled: enabled === undefined ? endpoint.disabled : disabledAs(enabled, endpoint),
    }));
  }

  /** Removes an endpoint with its log and its dead letters. @throws UnknownEndpointError */
  async remove(id: string): Promise<void> {
    await this.runtime.assertKnown(this.tenant);
    await this.#registry.remove(this.tenant, id);
    await this.#refresh();
  }

  /** The endpoint's secrets: one, or two while it changes, the new one first. @throws UnknownEndpointError */
  async secrets(id: string): Promise<readonly string[]> {
    return (await this.#find(id)).secrets;
  }

  /**
   * Resolves with a new secret of the endpoint. Deliveries are signed with the one before, too, until `dropOldSecret`, so
   * that the receiver can change in between. @throws UnknownEndpointError
   */
  async rotateSecret(id: string): Promise<string> {
    const secret = newSecret();
    await this.#change(id, (endpoint) => ({ ...endpoint, secrets: [secret, ...endpoint.secrets.slice(0, 1)] }));
    return secret;
  }

  /** Ends a rotation: deliveries are signed with the new secret alone. @throws UnknownEndpointError */
  async dropOldSecret(id: string): Promise<ShownEndpoint> {
    return this.#change(id, (endpoint) => ({ ...endpoint, secrets: endpoint.secrets.slice(0, 1) }));
  }

  /** The endpoint's last tries, the latest first. @throws UnknownEndpointError */
  async deliveries(id: string): Promise<readonly WebhookAttempt[]> {
    await this.#find(id);
    await this.runtime.webhooks.dispatcher.settle();
    return this.runtime.storage.deliveries.attempts(this.tenant, id);
  }

  /** The events that an endpoint did not take in all its tries, the latest first. They are kept as long as their events. */
  async deadLetters(request: Partial<PageRequest> = {}): Promise<Page<WebhookDeadLetter>> {
    const page = parsePageRequest(request);
    await this.runtime.assertKnown(this.tenant);
    await this.runtime.webhooks.dispatcher.settle();
    return this.runtime.storage.deliveries.deadLetters(this.tenant, page);
  }

  /**
   * Delivers events again, before anything new, under the ids that they have: those named, or all that the endpoint gets of
   * a time. Resolves when it is sure to happen. @throws UnknownEndpointError, InvalidReplayError
   */
  async replay(id: string, selection: ReplaySelection): Promise<void> {
    await this.#find(id);
    const spans = await replaySpans(this.runtime.storage.events, this.tenant, selection);
    const isThere = await this.runtime.webhooks.dispatcher.replay(this.tenant, id, spans);
    if (!isThere) throw new UnknownEndpointError(this.tenant, id);
  }

  /** Sends the endpoint an event `webhook.test` now, besides all others, and says how it went. @throws UnknownEndpointError */
  async test(id: string): Promise<WebhookTestResult> {
    const { url, secrets } = await this.#find(id);
    const [tenantId, event] = [this.tenant, "webhook.test"];
    const body = bodyOf(event, tenantId, JSON.stringify({ endpointId: id }));
    const began = performance.now();
    const durationMs = () => Math.round(performance.now() - began);
    const signal = AbortSignal.timeout(TEST_TIMEOUT_MS);
    try {
      const delivery = { id: `evt_test_${randomUUID()}`, url, tenantId, event, body, secrets, signal };
      return { status: await this.runtime.webhooks.sender.send(delivery), durationMs: durationMs(), error: null };
    } catch (error) {
      const status = error instanceof WebhookFailedError ? error.status : null;
      return { status, durationMs: durationMs(), error: error instanceof Error ? error.message : String(error) };
    }
  }

  get #registry() {
    return this.runtime.webhooks.registry;
  }

  #checked(value: string): string {
    const url = parseEndpointUrl(value);
    this.runtime.webhooks.sender.check?.(url);
    return url;
  }

  async #find(id: string): Promise<WebhookEndpoint> {
    await this.runtime.assertKnown(this.tenant);
    const found = (await this.#registry.list(this.tenant)).find((endpoint) => endpoint.id === id);
    if (found === undefined) throw new UnknownEndpointError(this.tenant, id);
    return found;
  }

  async #change(id: string, change: (endpoint: WebhookEndpoint) => WebhookEndpoint): Promise<ShownEndpoint> {
    await this.runtime.assertKnown(this.tenant);
    const changed = await this.#registry.change(this.tenant, id, change);
    await this.#refresh();
    return shown(changed);
  }

  #refresh(): Promise<void> {
    return this.runtime.webhooks.dispatcher.refresh(this.tenant);
  }
}

const shown = ({ secrets, ...endpoint }: WebhookEndpoint): ShownEndpoint => ({
  ...endpoint,
  hasOldSecret: secrets.length > 1,
});

const disabledAs = (enabled: boolean, { disabled }: WebhookEndpoint): WebhookEndpoint["disabled"] =>
  enabled ? null : (disabled ?? { reason: "asked", at: Date.now() });
