import type { components } from "@polyphone/client";

/** A conversation of the list. */
export type Chat = components["schemas"]["Chat"];
