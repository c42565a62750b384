import { AdminCard } from "./admin/admin-card.tsx";
import { AdminState } from "./admin/admin-state.ts";
import { keptAdminKey } from "./api/admin-key.ts";
import { requireSignIn } from "./api/signed-in-page.ts";
import { PageFrame } from "./shell/page-frame.tsx";
import { showPage } from "./shell/show-page.tsx";
import { EraseCard, ExportCard } from "./tenant/farewell-cards.tsx";
import { TenantCard } from "./tenant/tenant-card.tsx";
import { TenantState } from "./tenant/tenant-state.ts";
import { texts } from "./texts/texts.ts";
import { DeadLettersCard } from "./webhooks/dead-letters-card.tsx";
import { DeadLettersState } from "./webhooks/dead-letters-state.ts";
import { WebhooksCard } from "./webhooks/webhooks-card.tsx";
import { WebhooksState } from "./webhooks/webhooks-state.ts";

const who = requireSignIn();
if (who !== undefined) {
  const tenant = new TenantState(who);
  const webhooks = new WebhooksState();
  const deadLetters = new DeadLettersState();
  const admin = new AdminState();
  showPage(
    texts.shell.tenant,
    <PageFrame who={who}>
      <h1>{texts.shell.tenant}</h1>
      <TenantCard state={tenant} />
      <WebhooksCard state={webhooks} />
      <DeadLettersCard state={deadLetters} />
      <div class="pair">
        <ExportCard state={tenant} />
        <EraseCard state={tenant} />
      </div>
      <AdminCard state={admin} />
    </PageFrame>,
  );
  const loads = [tenant.load, webhooks.load, deadLetters.load, ...(keptAdminKey() === undefined ? [] : [admin.load])];
  await Promise.all(loads.map((load) => load.run()));
}
