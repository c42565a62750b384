import { ActionForm } from "../parts/action-form.tsx";
import { BusyButton } from "../parts/busy-button.tsx";
import { Field } from "../parts/field.tsx";
import { texts } from "../texts/texts.ts";
import type { LoginState } from "./login-state.ts";

/** Asks for the tenant and, as far as it is needed, for the webhook and the admin key. */
export function LoginForm({ state, onSignedIn }: { readonly state: LoginState; readonly onSignedIn: () => void }) {
  const { task, tenantId, webhookUrl, adminKey, needsAdminKey, submit } = state;
  const wrong = submit.failure.value?.byField ?? {};
  const { submit: submitText, hint } = texts.login.tasks[task.value];
  return (
    <ActionForm action={submit} label={submitText} onDone={onSignedIn}>
      <Field
        label={texts.login.tenantId}
        hint={hint}
        value={tenantId}
        error={wrong.tenantId}
        kind={{ name: "tenantId", autocomplete: "username", autocapitalize: "none", spellcheck: false }}
      />
      {task.value === "register" && (
        <Field
          label={texts.login.webhookUrl}
          hint={texts.login.webhookUrlHint}
          value={webhookUrl}
          error={wrong.webhook_url}
          isOptional
          kind={{
            name: "webhookUrl",
            autocomplete: "off",
            inputMode: "url",
            autocapitalize: "none",
            spellcheck: false,
          }}
        />
      )}
      {needsAdminKey.value && (
        <Field
          label={texts.login.adminKey}
          hint={texts.login.adminKeyHint}
          value={adminKey}
          error={wrong.adminKey}
          shape="secret"
          kind={{ name: "adminKey", autocomplete: "off" }}
        />
      )}
      <BusyButton action={submit} kind="primary" submits>
        {submitText}
      </BusyButton>
    </ActionForm>
  );
}
