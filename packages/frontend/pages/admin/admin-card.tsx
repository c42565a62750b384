import { useRef } from "preact/hooks";
import { BusyButton } from "../parts/busy-button.tsx";
import { Card } from "../parts/card.tsx";
import { focusFirstNew } from "../parts/focus-first-new.ts";
import { focusOnceShown } from "../parts/focus-once-shown.ts";
import { Notice } from "../parts/notice.tsx";
import { texts } from "../texts/texts.ts";
import { AdminKeyForm } from "./admin-key-form.tsx";
import type { AdminState } from "./admin-state.ts";
import { AdminTenant } from "./admin-tenant.tsx";
import type { AdminTenantState } from "./admin-tenant-state.ts";

const { admin: said } = texts;

const focusHeading = () => focusOnceShown(() => document.getElementById("admin"));

/** What the administrator of the server sees: all its tenants. */
export function AdminCard({ state }: { readonly state: AdminState }) {
  const tenants = state.tenants.value;
  return (
    <Card id="admin" title={said.title} aside={tenants !== undefined && <LockButton state={state} />}>
      <p class="soft">{said.explained}</p>
      <Notice kind="success">{state.done.value}</Notice>
      {state.isOff.value && <p>{said.off}</p>}
      {!state.isOff.value && tenants === undefined && <AdminKeyForm state={state} onOpened={focusHeading} />}
      {tenants !== undefined && <Tenants state={state} tenants={tenants} />}
    </Card>
  );
}

function LockButton({ state }: { readonly state: AdminState }) {
  const lock = () => {
    state.lock();
    focusHeading();
  };
  return (
    <button type="button" onClick={lock}>
      {said.lock}
    </button>
  );
}

function Tenants({ state, tenants }: { readonly state: AdminState; readonly tenants: readonly AdminTenantState[] }) {
  const list = useRef<HTMLUListElement>(null);
  const erased = (tenant: AdminTenantState) => {
    state.drop(tenant);
    focusHeading();
  };
  return (
    <>
      {tenants.length === 0 && <p>{said.none}</p>}
      <ul class="endpoints" ref={list}>
        {tenants.map((tenant) => (
          <AdminTenant key={tenant.tenant.value.tenantId} state={tenant} onErased={() => erased(tenant)} />
        ))}
      </ul>
      <Notice kind="error">{state.loadMore.failure.value?.sentence}</Notice>
      {state.nextCursor.value !== null && (
        <div class="buttons">
          <BusyButton action={state.loadMore} onDone={() => focusFirstNew(list, tenants.length)}>
            {said.more}
          </BusyButton>
        </div>
      )}
    </>
  );
}
