import type { UrlGuardOptions } from "@polyphone/core";
import { z } from "zod";
import { flag } from "./settings.ts";

/** The settings of webhooks, to be mixed in with the others. */
export const webhookSettings = {
  WEBHOOK_ALLOW_PRIVATE: flag(false),
  WEBHOOK_ALLOWED_HOSTS: z
    .string()
    .transform((hosts) => hosts.split(",").map((host) => host.trim()))
    .refine((hosts) => hosts.every((host) => /^[\w.:-]+$/.test(host)), "must be host names with commas between them")
    .optional(),
};

/** Which receivers may be reached. */
export type WebhookConfig = Required<Pick<UrlGuardOptions, "allowPrivate" | "allowedHosts">>;

interface WebhookSettings {
  readonly WEBHOOK_ALLOW_PRIVATE: boolean;
  readonly WEBHOOK_ALLOWED_HOSTS?: readonly string[] | undefined;
}

export const toWebhookConfig = (settings: WebhookSettings): WebhookConfig => ({
  allowPrivate: settings.WEBHOOK_ALLOW_PRIVATE,
  allowedHosts: settings.WEBHOOK_ALLOWED_HOSTS ?? [],
});
