import { InboxDatabase } from "../inbox/inbox-database.ts";
import { WhatsappWriter } from "../whatsapp-writer.ts";
import type { Start } from "./protocol.ts";
import { stepBack } from "./step-back.ts";

interface Where {
  readonly directory: string;
}

interface WhatsappOptions extends Where {
  /** True when a full-text index is kept. */
  readonly search: boolean;
}

/** Everything that can run in a thread of its own. A method takes one argument, and what it throws reaches the caller. */
const SERVICES = {
  inbox: ({ directory }: Where) => new InboxDatabase(directory).methods(),
  whatsapp: ({ directory, search }: WhatsappOptions) => {
    stepBack();
    return new WhatsappWriter(directory, search).methods();
  },
};

export type ServiceName = keyof typeof SERVICES;
export type ServiceOptions<Name extends ServiceName> = Parameters<(typeof SERVICES)[Name]>[0];
export type ServiceMethods<Name extends ServiceName> = ReturnType<(typeof SERVICES)[Name]>;

/** Opens the service that a thread was started for. */
export function openService({ service, options }: Start): object {
  return SERVICES[service as ServiceName](options as never);
}
