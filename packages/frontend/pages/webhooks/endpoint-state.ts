import { signal } from "@preact/signals";
import { client } from "../api/client.ts";
import { Action } from "../state/action.ts";
import { texts } from "../texts/texts.ts";
import { DeliveryLogState } from "./delivery-log-state.ts";
import { type Endpoint, EndpointFormState } from "./endpoint-form-state.ts";

/** How a test went, in a sentence. */
export interface TestResult {
  readonly isDelivered: boolean;
  readonly sentence: string;
}

/** One webhook, and all that can be done with it. */
export class EndpointState {
  readonly endpoint;
  readonly log: DeliveryLogState;
  readonly testResult = signal<TestResult>();
  /** What was done last, in a sentence. */
  readonly done = signal<string>();
  readonly isRemoving = signal(false);
  readonly isDroppingOldSecret = signal(false);
  readonly #path;

  constructor(
    endpoint: Endpoint,
    /** A secret that can be shown this once. */
    private readonly showSecret: (secret: string) => void,
  ) {
    this.endpoint = signal(endpoint);
    this.log = new DeliveryLogState(endpoint.id);
    this.#path = { path: { id: endpoint.id } };
  }

  readonly edit = new EndpointFormState(async (choice) => {
    const { webhook } = await client.put("/webhooks/{id}", { ...this.#path, body: choice });
    this.#became(webhook, texts.webhooks.saved);
  });

  readonly toggle = new Action(async () => {
    const enabled = this.endpoint.value.disabled !== null;
    const { webhook } = await client.put("/webhooks/{id}", { ...this.#path, body: { enabled } });
    this.#became(webhook, enabled ? texts.webhooks.enabledNow : texts.webhooks.disabledNow);
  });

  readonly test = new Action(async () => {
    this.testResult.value = undefined;
    const { delivered, status, durationMs, error } = await client.post("/webhooks/{id}/test", this.#path);
    const { tested, testFailed } = texts.webhooks;
    const sentence = error === null ? tested(status, durationMs) : testFailed(error, durationMs);
    this.testResult.value = { isDelivered: delivered, sentence };
  });

  readonly rotate = new Action(async () => {
    const { secret } = await client.post("/webhooks/{id}/rotate-secret", this.#path);
    this.endpoint.value = { ...this.endpoint.value, hasOldSecret: true };
    this.showSecret(secret);
  });

  readonly dropOldSecret = new Action(async () => {
    const { webhook } = await client.post("/webhooks/{id}/drop-old-secret", this.#path);
    this.#became(webhook, texts.webhooks.droppedOld);
  });

  readonly remove = new Action(async () => {
    await client.delete("/webhooks/{id}", this.#path);
  });

  #became(endpoint: Endpoint, sentence: string): void {
    this.endpoint.value = endpoint;
    this.done.value = sentence;
  }
}
