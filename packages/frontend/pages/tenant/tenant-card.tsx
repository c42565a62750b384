import { tokenExpiresAt } from "../api/sign-in.ts";
import { Card } from "../parts/card.tsx";
import { Fact } from "../parts/fact.tsx";
import { Loading } from "../parts/loading.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { now } from "../state/clock.ts";
import { phoneOf } from "../texts/phone-of.ts";
import { sayDistance, sayMoment } from "../texts/say-time.ts";
import { texts } from "../texts/texts.ts";
import type { TenantState } from "./tenant-state.ts";

const { tenant: said } = texts;

/** What there is to know of the tenant. */
export function TenantCard({ state }: { readonly state: TenantState }) {
  const tenant = state.tenant.value;
  return (
    <Card
      id="tenant"
      title={said.facts}
      aside={
        <a class="button" href="session-manager.html">
          {said.toSession}
        </a>
      }
    >
      {tenant === undefined ? (
        <Loading action={state.load} focusAfter="tenant" />
      ) : (
        <dl class="facts">
          <Fact name={said.tenantId}>{tenant.tenantId}</Fact>
          <Fact name={said.status}>
            <StateBadge state={tenant.status} />{" "}
            {tenant.paused && <span class="badge waiting">{texts.admin.paused}</span>}
          </Fact>
          <Fact name={said.account}>{tenant.account === null ? said.noAccount : phoneOf(tenant.account)}</Fact>
          <Fact name={said.created}>{sayMoment(tenant.createdAt)}</Fact>
          <Fact name={said.lastActivity}>
            {tenant.lastActivityAt === null ? said.noActivity : sayMoment(tenant.lastActivityAt)}
          </Fact>
          <Fact name={said.queueDepth}>{tenant.queueDepth}</Fact>
          <Fact name={said.tokenExpires}>
            <TokenExpiry token={state.who.token} />
          </Fact>
        </dl>
      )}
    </Card>
  );
}

function TokenExpiry({ token }: { readonly token: string }) {
  const expiresAt = tokenExpiresAt(token);
  if (expiresAt === undefined) return <>{said.tokenNeverExpires}</>;
  return (
    <>
      {sayDistance(expiresAt, now.value)}
      <span class="soft aside">{sayMoment(expiresAt)}</span>
    </>
  );
}
