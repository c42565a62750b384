import { signal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { forgetSignIn, signedIn } from "../api/sign-in.ts";
import { focusOnceShown } from "../parts/focus-once-shown.ts";
import { Notice } from "../parts/notice.tsx";
import { Brand } from "../shell/brand.tsx";
import { LanguageChoice } from "../shell/language-choice.tsx";
import { texts } from "../texts/texts.ts";
import { LoginForm } from "./login-form.tsx";
import { LoginState, type LoginTask } from "./login-state.ts";
import { PastedTokenForm } from "./pasted-token-form.tsx";

const state = new LoginState();
const who = signal(signedIn());

const OTHER = { "sign-in": "register", register: "sign-in" } as const satisfies Record<LoginTask, LoginTask>;

const goOn = () => location.assign("session-manager.html");

/** Why somebody was sent here, in a sentence. */
function reason(): string | undefined {
  const reasons: Readonly<Record<string, string>> = texts.login.reasons;
  return reasons[new URLSearchParams(location.search).get("reason") ?? ""];
}

/** Signing in, registering, and what to do when somebody is signed in already. */
export function LoginPage() {
  const task = state.task.value;
  const heading = useRef<HTMLHeadingElement>(null);
  const { title, other } = texts.login.tasks[task];
  return (
    <main class="login">
      <Brand />
      <section class="card">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <Notice kind="info">{reason()}</Notice>
        {who.value !== undefined && <SignedInAlready tenantId={who.value.tenantId} />}
        {state.issuesTokens.value ? (
          <>
            <LoginForm state={state} onSignedIn={goOn} />
            <button
              type="button"
              class="quiet"
              onClick={() => {
                state.task.value = OTHER[task];
                focusOnceShown(() => heading.current);
              }}
            >
              {other}
            </button>
          </>
        ) : (
          <PastedTokenForm onSignedIn={goOn} />
        )}
      </section>
      <LanguageChoice />
    </main>
  );
}

function SignedInAlready({ tenantId }: { readonly tenantId: string }) {
  const signOut = () => {
    forgetSignIn();
    location.replace("login.html?reason=signed-out");
  };
  return (
    <div class="notice info already">
      <p>{texts.shell.signedInAs(tenantId)}</p>
      <div class="buttons">
        <a class="button primary" href="session-manager.html">
          {texts.login.goOn}
        </a>
        <button type="button" onClick={signOut}>
          {texts.shell.signOut}
        </button>
      </div>
    </div>
  );
}
