import { Card } from "../parts/card.tsx";
import { focusOnceShown } from "../parts/focus-once-shown.ts";
import { Loading } from "../parts/loading.tsx";
import { Notice } from "../parts/notice.tsx";
import { texts } from "../texts/texts.ts";
import { DefaultUrlForm } from "./default-url-form.tsx";
import { EndpointForm } from "./endpoint-form.tsx";
import { EndpointItem } from "./endpoint-item.tsx";
import type { EndpointState } from "./endpoint-state.ts";
import { SecretDialog } from "./secret-dialog.tsx";
import type { WebhooksState } from "./webhooks-state.ts";

const { webhooks: said } = texts;

/** All webhooks of the tenant. */
export function WebhooksCard({ state }: { readonly state: WebhooksState }) {
  const endpoints = state.endpoints.value;
  const removed = (endpoint: EndpointState) => {
    state.drop(endpoint);
    // What had the focus is gone with it.
    focusOnceShown(() => document.getElementById("webhooks"));
  };
  return (
    <Card
      id="webhooks"
      title={said.title}
      aside={
        <button type="button" class="primary" onClick={() => state.add.open()}>
          {said.add}
        </button>
      }
    >
      <p class="soft">{said.explained}</p>
      <Notice kind="success">{state.done.value}</Notice>
      {endpoints === undefined && <Loading action={state.load} focusAfter="webhooks" />}
      {endpoints?.length === 0 && <p>{said.none}</p>}
      <ul class="endpoints">
        {endpoints?.map((endpoint) => (
          <EndpointItem key={endpoint.endpoint.value.id} state={endpoint} onRemoved={() => removed(endpoint)} />
        ))}
      </ul>
      {!state.hasDefault && <DefaultUrlForm state={state} />}
      <EndpointForm form={state.add} title={said.addTitle} submit={said.addNow} />
      <SecretDialog state={state.secret} />
    </Card>
  );
}
