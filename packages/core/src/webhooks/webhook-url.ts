import { InvalidWebhookUrlError } from "../errors.ts";

const MAX_CHARACTERS = 2048;

/**
 * Checks a webhook's address where it enters and returns it unchanged. `null` and `undefined` mean that there is none.
 * @throws InvalidWebhookUrlError
 */
export function parseWebhookUrl(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  // The URL parser would silently drop white space, so that what is shown is not what is called.
  if (typeof value !== "string" || value.length > MAX_CHARACTERS || /\s/.test(value))
    throw new InvalidWebhookUrlError();
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isHttp = url?.protocol === "http:" || url?.protocol === "https:";
  if (!isHttp || url.username !== "" || url.password !== "") throw new InvalidWebhookUrlError();
  return value;
}
