import type { components } from "@polyphone/client";

/** A stored message. */
export type Message = components["schemas"]["Message"];
