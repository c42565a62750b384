import { ApiError } from "@polyphone/client";
import { texts } from "../texts/texts.ts";
import { WrongInput } from "./wrong-input.ts";

/** What went wrong, for people, in the page's language. */
export interface SaidError {
  readonly sentence: string;
  /** What is wrong with single inputs, by the names that the API has for them. */
  readonly byField: Readonly<Record<string, string>>;
}

/** Which input an error is about, when its code says so. */
const FIELD_OF: Readonly<Record<string, string>> = {
  INVALID_TENANT_ID: "tenantId",
  INVALID_WEBHOOK_URL: "webhook_url",
  INVALID_RECIPIENT: "to",
  UNKNOWN_RECIPIENT: "to",
  INVALID_TEXT: "message",
  INVALID_SEARCH: "q",
};

/** Says an error of the API or of an input, or that the API cannot be reached. Ask `hasLeft` first. */
export function sayError(error: unknown): SaidError {
  if (error instanceof WrongInput) return { sentence: error.message, byField: error.byField };
  if (!(error instanceof ApiError)) {
    // `fetch` rejects with a TypeError when it reaches nobody. Anything else is a fault of the page: let it be seen as one.
    if (!(error instanceof TypeError)) reportError(error);
    return { sentence: texts.errors.unreachable, byField: {} };
  }
  const byCode: Readonly<Record<string, string>> = texts.errors.byCode;
  const sentence = byCode[error.code] ?? error.message;
  const field = FIELD_OF[error.code];
  if (field !== undefined) return { sentence: texts.errors.fields, byField: { [field]: sentence } };
  if (error.errors.length === 0) return { sentence, byField: {} };
  return {
    sentence: texts.errors.fields,
    byField: Object.fromEntries(error.errors.map(({ path, message }) => [path, message])),
  };
}
