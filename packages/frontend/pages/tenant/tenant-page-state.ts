import type { EventBody } from "@polyphone/client";
import { AdminState } from "../admin/admin-state.ts";
import { keptAdminKey } from "../api/admin-key.ts";
import type { SignIn } from "../api/sign-in.ts";
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

  /** Loads everything anew; what somebody has opened stays open. */
  async reload(): Promise<void> {
    const { tenant, webhooks, deadLetters, admin } = this;
    const loads = [tenant.load, webhooks.load, deadLetters.load, ...(keptAdminKey() === undefined ? [] : [admin.load])];
    await Promise.all(loads.map((load) => load.run()));
  }

  /** Shows what has happened. */
  async apply(event: EventBody): Promise<void> {
    if (event.event === "session.state") await this.tenant.load.run();
    if (event.event === "webhook.disabled") await Promise.all([this.webhooks.load.run(), this.deadLetters.load.run()]);
  }
}
