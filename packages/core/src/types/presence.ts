/** Whether an account is there to read. The phone gets no notifications while a linked device is `available`. */
export type Presence = "available" | "unavailable";

/** What somebody is doing in a chat. WhatsApp forgets `composing` and `recording` after some seconds. */
export type Typing = "composing" | "recording" | "paused";
