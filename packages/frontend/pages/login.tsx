import { showPage } from "./shell/show-page.tsx";
import { texts } from "./texts/texts.ts";

showPage(
  texts.login.title,
  <main>
    <h1>{texts.login.title}</h1>
  </main>,
);
