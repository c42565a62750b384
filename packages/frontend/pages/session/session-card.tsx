import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { BusyButton } from "../parts/busy-button.tsx";
import { ConfirmDialog } from "../parts/confirm-dialog.tsx";
import { focusOnceShown } from "../parts/focus-once-shown.ts";
import { LoadFailure } from "../parts/load-failure.tsx";
import { Notice } from "../parts/notice.tsx";
import { StateBadge } from "../parts/state-badge.tsx";
import { now } from "../state/clock.ts";
import { phoneOf } from "../texts/phone-of.ts";
import { texts } from "../texts/texts.ts";
import { LinkPhone } from "./link-phone.tsx";
import type { SessionModel, SessionStatus } from "./session-model.ts";

type State = SessionStatus["status"];

const ACTIVE: ReadonlySet<State> = new Set(["connecting", "waiting_qr", "connected", "reconnecting"]);
/** Nothing is linked in these. */
const UNLINKED: ReadonlySet<State> = new Set(["waiting_qr", "logged_out"]);

/** Where the session stands, why, and what can be done about it. */
export function SessionCard({ session }: { readonly session: SessionModel }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const status = session.status.value;
  const failure = session.start.failure.value ?? session.stop.failure.value;
  return (
    <section class="card session" aria-labelledby="session-title">
      <div class="session-head">
        <div class="session-state">
          <h2 id="session-title" ref={heading} tabIndex={-1}>
            {texts.session.title}
          </h2>
          <div role="status">
            {status === undefined ? texts.session.loading : <Standing session={session} status={status} />}
          </div>
          {status?.retryAt != null && <NextTry attempt={status.attempt} retryAt={status.retryAt} />}
        </div>
        {status !== undefined && <Controls session={session} state={status.status} heading={() => heading.current} />}
      </div>
      <Notice kind="error">{failure?.sentence}</Notice>
      <LoadFailure load={session.fresh} />
      {status?.status === "waiting_qr" && <LinkPhone session={session} status={status} />}
    </section>
  );
}

function Standing({ session, status }: { readonly session: SessionModel; readonly status: SessionStatus }) {
  const account = session.account.value;
  const why = status.reason === null ? undefined : texts.session.reasons[status.reason];
  return (
    <>
      <StateBadge state={status.status} />
      {account !== null && <span class="number">{texts.session.number(phoneOf(account))}</span>}
      <span class="soft">
        {why} {texts.session.about[status.status]}
      </span>
    </>
  );
}

/** Beside what is read out: nobody wants to hear each second. */
function NextTry({ attempt, retryAt }: { readonly attempt: number; readonly retryAt: number }) {
  return <p class="soft">{texts.session.nextTry(attempt, Math.max(0, Math.ceil((retryAt - now.value) / 1000)))}</p>;
}

function Controls({
  session,
  state,
  heading,
}: {
  readonly session: SessionModel;
  readonly state: State;
  /** Where the focus goes when what had it is gone. */
  readonly heading: () => HTMLElement | null;
}) {
  const asksToLogOut = useSignal(false);
  const focusBack = () => focusOnceShown(heading);
  const isActive = ACTIVE.has(state);
  return (
    <div class="buttons">
      {(!isActive || session.start.isRunning.value) && (
        <BusyButton key="start" action={session.start} kind="primary" onDone={focusBack}>
          {texts.session.start}
        </BusyButton>
      )}
      {isActive && (
        <BusyButton key="stop" action={session.stop} onDone={focusBack}>
          {texts.session.stop}
        </BusyButton>
      )}
      {!UNLINKED.has(state) && (
        <button
          key="log-out"
          type="button"
          class="unlink"
          onClick={() => {
            asksToLogOut.value = true;
          }}
        >
          {texts.session.logOut}
        </button>
      )}
      <ConfirmDialog
        isOpen={asksToLogOut}
        title={texts.session.logOutTitle}
        confirm={texts.session.logOutConfirm}
        action={session.logOut}
        onDone={focusBack}
      >
        <p>{texts.session.logOutMeans}</p>
        <p>{texts.session.logOutIsNot}</p>
      </ConfirmDialog>
    </div>
  );
}
