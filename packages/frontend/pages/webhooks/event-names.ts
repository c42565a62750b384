import type { components } from "@polyphone/client";
import { texts } from "../texts/texts.ts";

/** The name of an event that a webhook may get. */
export type EventName = components["schemas"]["EventName"];

/** True of the names that there are. */
export const isEventName = (name: string): name is EventName => Object.hasOwn(texts.webhooks.eventHints, name);

/** All of them, those first that a webhook gets which asks for nothing else. */
export const EVENT_NAMES: readonly EventName[] = Object.keys(texts.webhooks.eventHints).filter(isEventName);

/** What a webhook gets that asks for nothing else. */
export const DEFAULT_EVENTS: readonly EventName[] = ["connection", "message.received", "error"];
