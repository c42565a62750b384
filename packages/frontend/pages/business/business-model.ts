import type { EventBody } from "@polyphone/client";
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { client } from "../api/client.ts";
import { Action } from "../state/action.ts";
import { FreshLoad } from "../state/fresh-load.ts";
import {
  BUSINESS_FIELDS,
  type Business,
  type BusinessField,
  type Difference,
  differences,
  textOf,
  writtenValue,
} from "./business-fields.ts";

/** What came of it, for who asked. */
export type Outcome = "saved" | "unchanged" | "notConnected" | "noProfile" | "nothingNew" | "fetched";

/** The business profile: what is stored, what is being written, and what WhatsApp would make of it. */
export class BusinessModel {
  readonly #stored = signal<Business>();
  readonly #outcome = signal<Outcome>();
  readonly #preview = signal<readonly Difference[]>([]);

  /** What is in the inputs. */
  readonly inputs: Readonly<Record<BusinessField, Signal<string>>> = {
    name: signal(""),
    working_hours: signal(""),
    mobile_numbers: signal(""),
    website_url: signal(""),
    instagram_url: signal(""),
    location_url: signal(""),
    shipping_details: signal(""),
  };
  /** True while it is asked whether to take over what WhatsApp knows. */
  readonly asks = signal(false);

  readonly fresh = new FreshLoad(async () => {
    this.#take((await client.get("/business")).business);
  });

  readonly save = new Action(async () => {
    this.#outcome.value = undefined;
    const change = this.#change();
    if (Object.keys(change).length > 0) {
      this.#stored.value = (await client.put("/business", { body: change })).business;
      this.undo();
    }
    this.#outcome.value = Object.keys(change).length > 0 ? "saved" : "unchanged";
  });

  /** Asks WhatsApp what it would change; nothing is stored. */
  readonly look = new Action(async () => {
    this.#outcome.value = undefined;
    await this.fresh.run();
    const { business, reason } = await client.post("/business/refresh", { body: { preview: true } });
    const stored = this.#stored.value;
    this.#preview.value = stored === undefined ? [] : differences(stored, business);
    this.asks.value = this.#preview.value.length > 0;
    if (!this.asks.value) this.#outcome.value = reason === null ? "nothingNew" : WHY_NOT[reason];
  });

  /** Stores what WhatsApp knows. */
  readonly takeOver = new Action(async () => {
    const { business, reason } = await client.post("/business/refresh");
    this.#take(business);
    this.#outcome.value = reason === null ? "fetched" : WHY_NOT[reason];
  });

  /** `undefined` until it is known. */
  get stored(): ReadonlySignal<Business | undefined> {
    return this.#stored;
  }

  get outcome(): ReadonlySignal<Outcome | undefined> {
    return this.#outcome;
  }

  /** What would become different. */
  get preview(): ReadonlySignal<readonly Difference[]> {
    return this.#preview;
  }

  /** Puts back what is stored. */
  undo(): void {
    for (const field of BUSINESS_FIELDS) this.inputs[field].value = textOf(this.#stored.value?.[field]);
    this.#outcome.value = undefined;
    this.save.forgetFailure();
  }

  /** Takes in what happened. */
  apply({ event, data }: EventBody): void {
    if (event !== "business.updated") return;
    // What is on its way may be older than this.
    if (this.fresh.isRunning) void this.fresh.run();
    this.#take(data.business);
  }

  /** What is being written stays. */
  #take(business: Business): void {
    const before = this.#stored.value;
    this.#stored.value = business;
    for (const field of BUSINESS_FIELDS) {
      const input = this.inputs[field];
      if (input.value === textOf(before?.[field])) input.value = textOf(business[field]);
    }
  }

  #change(): Partial<Business> {
    const written = BUSINESS_FIELDS.filter((field) => this.inputs[field].value !== textOf(this.#stored.value?.[field]));
    return Object.fromEntries(written.map((field) => [field, writtenValue(field, this.inputs[field].value)]));
  }
}

const WHY_NOT = { not_connected: "notConnected", no_business_profile: "noProfile" } as const;
