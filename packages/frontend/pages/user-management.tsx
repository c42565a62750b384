import { AdminCard } from "./admin/admin-card.tsx";
import { followLive } from "./api/live-events.ts";
import { requireSignIn } from "./api/signed-in-page.ts";
import { LiveNotice } from "./shell/live-notice.tsx";
import { PageFrame } from "./shell/page-frame.tsx";
import { showPage } from "./shell/show-page.tsx";
import { EraseCard, ExportCard } from "./tenant/farewell-cards.tsx";
import { TenantCard } from "./tenant/tenant-card.tsx";
import { TenantPageState } from "./tenant/tenant-page-state.ts";
import { texts } from "./texts/texts.ts";
import { DeadLettersCard } from "./webhooks/dead-letters-card.tsx";
import { WebhooksCard } from "./webhooks/webhooks-card.tsx";

const who = requireSignIn();
if (who !== undefined) {
  const state = new TenantPageState(who);
  showPage(
    texts.shell.tenant,
    <PageFrame who={who}>
      <LiveNotice />
      <h1>{texts.shell.tenant}</h1>
      <TenantCard state={state.tenant} />
      <WebhooksCard state={state.webhooks} />
      <DeadLettersCard state={state.deadLetters} />
      <div class="pair">
        <ExportCard state={state.tenant} />
        <EraseCard state={state.tenant} />
      </div>
      <AdminCard state={state.admin} />
    </PageFrame>,
  );
  await followLive({ reload: () => void state.reload(), onEvent: (event) => state.apply(event) });
}
