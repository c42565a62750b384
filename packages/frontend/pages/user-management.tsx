import { requireSignIn } from "./api/signed-in-page.ts";
import { PageFrame } from "./shell/page-frame.tsx";
import { showPage } from "./shell/show-page.tsx";
import { texts } from "./texts/texts.ts";

const who = requireSignIn();
if (who !== undefined) {
  showPage(
    texts.shell.tenant,
    <PageFrame who={who}>
      <h1>{texts.shell.tenant}</h1>
    </PageFrame>,
  );
}
