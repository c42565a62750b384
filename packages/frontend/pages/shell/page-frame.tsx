import type { ComponentChildren } from "preact";
import type { SignIn } from "../api/sign-in.ts";
import { leave } from "../api/signed-in-page.ts";
import { texts } from "../texts/texts.ts";
import { Brand } from "./brand.tsx";
import { LanguageChoice } from "./language-choice.tsx";

const PAGES = [
  { file: "session-manager.html", name: texts.shell.session },
  { file: "user-management.html", name: texts.shell.tenant },
] as const;

/** What a page of a tenant shares with the others: where else to go, who is signed in, signing out. */
export function PageFrame({ who, children }: { readonly who: SignIn; readonly children: ComponentChildren }) {
  return (
    <>
      <a class="skip" href="#main">
        {texts.shell.skip}
      </a>
      <header class="bar">
        <Brand />
        <nav>
          {PAGES.map(({ file, name }) => (
            <a key={file} href={file} aria-current={location.pathname.endsWith(file) ? "page" : undefined}>
              {name}
            </a>
          ))}
        </nav>
        <span class="who" title={texts.shell.signedInAs(who.tenantId)}>
          {who.tenantId}
        </span>
        <LanguageChoice />
        <button type="button" onClick={() => leave("signed-out")}>
          {texts.shell.signOut}
        </button>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
