import type { components } from "@polyphone/client";
import { signal } from "@preact/signals";
import { WrongInput } from "../api/wrong-input.ts";
import { Action } from "../state/action.ts";
import { texts } from "../texts/texts.ts";
import { DEFAULT_EVENTS, type EventName, isEventName } from "./event-names.ts";

/** A webhook, as the API shows it. */
export type Endpoint = components["schemas"]["WebhookEndpoint"];

/** What can be chosen of a webhook. */
export interface EndpointChoice {
  readonly url: string;
  readonly events: EventName[];
  readonly asksForQr: boolean;
}

/** Choosing it, in a dialog. */
export class EndpointFormState {
  readonly isOpen = signal(false);
  readonly url = signal("");
  readonly events = signal<ReadonlySet<EventName>>(new Set());
  readonly asksForQr = signal(false);

  constructor(private readonly save: (choice: EndpointChoice) => Promise<void>) {}

  readonly submit = new Action(async () => {
    const events = [...this.events.value];
    if (events.length === 0) throw new WrongInput({ events: texts.webhooks.noEvents });
    await this.save({ url: this.url.value.trim(), events, asksForQr: this.asksForQr.value });
  });

  /** Begins with what a webhook has, or with what a new one gets. */
  open(endpoint?: Endpoint): void {
    this.submit.forgetFailure();
    this.url.value = endpoint?.url ?? "";
    this.events.value = new Set(endpoint?.events.filter(isEventName) ?? DEFAULT_EVENTS);
    this.asksForQr.value = endpoint?.asksForQr ?? false;
    this.isOpen.value = true;
  }

  choose(event: EventName, isChosen: boolean): void {
    const events = new Set(this.events.value);
    if (isChosen) events.add(event);
    else events.delete(event);
    this.events.value = events;
  }
}
