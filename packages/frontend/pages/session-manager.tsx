import { followLive } from "./api/live-events.ts";
import { requireSignIn } from "./api/signed-in-page.ts";
import { Manager } from "./manager/manager.ts";
import { Workspace } from "./manager/workspace.tsx";
import { Announcer, announce } from "./parts/announcer.tsx";
import { SessionCard } from "./session/session-card.tsx";
import { LiveNotice } from "./shell/live-notice.tsx";
import { PageFrame } from "./shell/page-frame.tsx";
import { showPage } from "./shell/show-page.tsx";
import { texts } from "./texts/texts.ts";

const who = requireSignIn();
if (who !== undefined) {
  const manager = new Manager((name, text) => announce(texts.chat.arrived(name, text)));
  showPage(
    texts.shell.session,
    <PageFrame who={who}>
      <h1 class="unseen">{texts.shell.session}</h1>
      <LiveNotice />
      <SessionCard session={manager.session} />
      <Workspace manager={manager} />
      <Announcer />
    </PageFrame>,
  );
  void followLive({ reload: () => manager.reload(), onEvent: (event) => manager.apply(event) });
}
