import { PolyphoneError } from "./polyphone-error.ts";

export class InvalidTenantIdError extends PolyphoneError {
  readonly code = "INVALID_TENANT_ID";
  constructor() {
    super(
      "A tenant id is 3 to 128 letters, digits, dots, underscores or hyphens, begins with a letter or a digit, does not end " +
        "with a dot, and is no name of a device of Windows such as nul.",
    );
  }
}

export class InvalidRecipientError extends PolyphoneError {
  readonly code = "INVALID_RECIPIENT";
  constructor() {
    super(
      "A recipient is a phone number of 5 to 15 digits with its country code, or a JID ending in @s.whatsapp.net, @lid or @g.us.",
    );
  }
}

export class InvalidCursorError extends PolyphoneError {
  readonly code = "INVALID_CURSOR";
  constructor() {
    super("The cursor is not one: pass a page's nextCursor back unchanged, or a timestamp in milliseconds.");
  }
}

export class InvalidLimitError extends PolyphoneError {
  readonly code = "INVALID_LIMIT";
  constructor() {
    super("The limit of a page is a whole number from 1 to 500.");
  }
}

export class InvalidTextError extends PolyphoneError {
  readonly code = "INVALID_TEXT";
  constructor(readonly maxCharacters: number) {
    super(`A text message has 1 to ${maxCharacters} characters.`);
  }
}

export class InvalidWebhookUrlError extends PolyphoneError {
  readonly code = "INVALID_WEBHOOK_URL";
  constructor() {
    super("A webhook URL is an absolute http or https URL without user name and password, at most 2048 characters.");
  }
}

export class InvalidOptionError extends PolyphoneError {
  readonly code = "INVALID_OPTION";
  constructor(
    readonly option: string,
    allowed: string,
  ) {
    super(`The option ${option} must be ${allowed}.`);
  }
}

export class InvalidIdempotencyKeyError extends PolyphoneError {
  readonly code = "INVALID_IDEMPOTENCY_KEY";
  constructor(readonly maxCharacters: number) {
    super(`An idempotency key is 1 to ${maxCharacters} printable ASCII characters without spaces.`);
  }
}

export class InvalidSearchError extends PolyphoneError {
  readonly code = "INVALID_SEARCH";
  constructor() {
    super("A search is 1 to 256 characters with at least one letter or digit among them.");
  }
}

export class InvalidBusinessError extends PolyphoneError {
  readonly code = "INVALID_BUSINESS";
  constructor(
    readonly field: string,
    readonly expected: string,
  ) {
    super(`The business's ${field} must be ${expected}.`);
  }
}
