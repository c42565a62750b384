import { signal } from "@preact/signals";
import { client } from "../api/client.ts";
import { Action } from "../state/action.ts";
import { texts } from "../texts/texts.ts";
import { type Endpoint, EndpointFormState } from "./endpoint-form-state.ts";
import { EndpointState } from "./endpoint-state.ts";
import { SecretState } from "./secret-state.ts";

/** The tenant's webhooks. */
export class WebhooksState {
  readonly endpoints = signal<readonly EndpointState[]>();
  readonly secret = new SecretState();
  /** What was done last with the list, in a sentence. */
  readonly done = signal<string>();

  readonly load = new Action(() => this.#list());

  /** The URL to set where the tenant has none. */
  readonly defaultUrl = signal("");

  readonly setDefault = new Action(async () => {
    await client.put("/business/webhook", { body: { webhook_url: this.defaultUrl.value.trim() } });
    await this.#list();
    this.defaultUrl.value = "";
    this.done.value = texts.webhooks.saved;
  });

  /** Whether the tenant has a webhook URL; true as long as that is not known. */
  get hasDefault(): boolean {
    return this.endpoints.value?.some(({ endpoint }) => endpoint.value.id === "default") ?? true;
  }

  readonly add = new EndpointFormState(async (choice) => {
    const { webhook, secret } = await client.post("/webhooks", { body: choice });
    this.endpoints.value = [...(this.endpoints.value ?? []), new EndpointState(webhook, this.#showSecret)];
    this.done.value = texts.webhooks.added;
    // First, or the focus would go from the secret to a form that is gone.
    this.add.isOpen.value = false;
    this.secret.show(secret, false);
  });

  /** It is gone from the server. */
  drop(removed: EndpointState): void {
    this.endpoints.value = this.endpoints.value?.filter((endpoint) => endpoint !== removed);
    this.done.value = texts.webhooks.removed;
  }

  async #list(): Promise<void> {
    const { webhooks } = await client.get("/webhooks");
    this.endpoints.value = webhooks.map((endpoint) => this.#shown(endpoint));
  }

  /** One that is shown already stays, with what is open of it. */
  #shown(endpoint: Endpoint): EndpointState {
    const there = this.endpoints.value?.find((state) => state.endpoint.value.id === endpoint.id);
    if (there === undefined) return new EndpointState(endpoint, this.#showSecret);
    there.endpoint.value = endpoint;
    return there;
  }

  readonly #showSecret = (secret: string) => this.secret.show(secret, true);
}
