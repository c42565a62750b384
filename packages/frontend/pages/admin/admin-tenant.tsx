import { BusyButton } from "../parts/busy-button.tsx";
import { ConfirmDialog } from "../parts/confirm-dialog.tsx";
import { Fact } from "../parts/fact.tsx";
import { Notice } from "../parts/notice.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { EraseDialog } from "../tenant/erase-dialog.tsx";
import { phoneOf } from "../texts/phone-of.ts";
import { sayMoment } from "../texts/say-time.ts";
import { texts } from "../texts/texts.ts";
import type { AdminTenantState } from "./admin-tenant-state.ts";

const { admin: said, tenant: saidOfTenant } = texts;

/** One of all tenants. */
export function AdminTenant({ state, onErased }: { readonly state: AdminTenantState; readonly onErased: () => void }) {
  const { tenantId, status, paused, account, lastActivityAt, queueDepth } = state.tenant.value;
  return (
    <li class="endpoint">
      <div class="card-head">
        <h3>{tenantId}</h3>
        <span>
          {paused && <span class="badge waiting">{said.paused}</span>} <StateBadge state={status} />
        </span>
      </div>
      <dl class="facts">
        <Fact name={saidOfTenant.account}>{account === null ? saidOfTenant.noAccount : phoneOf(account)}</Fact>
        <Fact name={saidOfTenant.lastActivity}>
          {lastActivityAt === null ? saidOfTenant.noActivity : sayMoment(lastActivityAt)}
        </Fact>
        <Fact name={said.queueDepth}>{queueDepth}</Fact>
      </dl>
      <Outcome state={state} />
      <Buttons state={state} />
      <ConfirmDialog
        isOpen={state.isRevoking}
        title={said.revokeTitle(tenantId)}
        confirm={said.revoke}
        action={state.revokeTokens}
      >
        <p>{said.revokeExplained}</p>
      </ConfirmDialog>
      <EraseDialog erasure={state.erasure} onDone={onErased} />
    </li>
  );
}

function Buttons({ state }: { readonly state: AdminTenantState }) {
  const { tenantId, paused } = state.tenant.value;
  const pause = paused ? said.resume : said.pause;
  return (
    <div class="buttons">
      <BusyButton action={state.togglePause} label={said.of(pause, tenantId)}>
        {pause}
      </BusyButton>
      <button
        type="button"
        aria-label={said.of(said.revoke, tenantId)}
        onClick={() => {
          state.isRevoking.value = true;
        }}
      >
        {said.revoke}
      </button>
      <BusyButton action={state.export} label={said.of(said.export, tenantId)}>
        {said.export}
      </BusyButton>
      <button type="button" aria-label={said.of(said.erase, tenantId)} onClick={() => state.erasure.open()}>
        {said.erase}
      </button>
    </div>
  );
}

/** What came of what was asked last. */
function Outcome({ state }: { readonly state: AdminTenantState }) {
  const failure = [state.togglePause, state.export].map((action) => action.failure.value).find(Boolean);
  return (
    <>
      <Notice kind="error">{failure?.sentence}</Notice>
      <Notice kind="success">{state.done.value}</Notice>
    </>
  );
}
