import type { EventBody } from "@polyphone/client";
import { AdminState } from "../admin/admin-state.ts";
import { keptAdminKey } from "../api/admin-key.ts";
import type { SignIn } from "../api/sign-in.ts";
import { FreshLoad } from "../state/fresh-load.ts";
import { DeadLettersState } from "../webhooks/dead-letters-state.ts";
import { WebhooksState } from "../webhooks/webhooks-state.ts";
import { TenantState } from "./tenant-state.ts";

/** All that the tenant's page shows. */
export class TenantPageState {
  readonly tenant: TenantState;
  readonly webhooks = new WebhooksState();
  readonly deadLetters = new DeadLettersState();
  readonly admin = new AdminState();

  constructor(who: SignIn) {
    this.tenant = new TenantState(who);
  }

  readonly #load = new FreshLoad(async () => {
    const { tenant, webhooks, deadLetters, admin } = this;
    const loads = [tenant.load, webhooks.load, deadLetters.load, ...(keptAdminKey() === undefined ? [] : [admin.load])];
    await Promise.all(loads.map((load) => load.run()));
  });

  /** Loads everything anew; what somebody has opened stays open. */
  reload(): Promise<void> {
    return this.#load.run();
  }

  /** Shows what has happened. */
  apply(event: EventBody): void {
    if (event.event === "message.received" || event.event === "message.sent") this.tenant.isActive(event.data.message);
    if (event.event === "session.state" || event.event === "webhook.disabled") void this.reload();
  }
}
