import type { UserFacingSocketConfig } from "@whiskeysockets/baileys";
import type { Logger } from "../../logger.ts";
import type { TenantId } from "../../types/tenant.ts";

type BaileysLogger = NonNullable<UserFacingSocketConfig["logger"]>;

const nothing = () => undefined;

/**
 * Baileys logs whole stanzas, keys and numbers among them. Only its warnings and errors pass, and of each only the
 * sentence and the error's message.
 */
export function baileysLogger(logger: Logger, tenantId: TenantId): BaileysLogger {
  const sentence = (fields: unknown, message?: string) => message ?? (typeof fields === "string" ? fields : "");
  const adapter: BaileysLogger = {
    level: "warn",
    child: () => adapter,
    trace: nothing,
    debug: nothing,
    info: nothing,
    warn: (fields, message) => logger.debug({ tenantId, client: "baileys" }, sentence(fields, message)),
    error: (fields, message) =>
      logger.warn({ tenantId, client: "baileys", cause: causeOf(fields) }, sentence(fields, message)),
  };
  return adapter;
}

function causeOf(fields: unknown): string | undefined {
  if (typeof fields !== "object" || fields === null) return undefined;
  const error = "err" in fields ? fields.err : "error" in fields ? fields.error : undefined;
  return error instanceof Error ? error.name : undefined;
}
