import type { Companion } from "../state/account.ts";
import { SERVER_JID } from "../wire/jid.ts";
import { el, timestamp } from "../wire/node.ts";
import type { HandshakeResult } from "../wire/noise-handshake.ts";
import { FAREWELLS, loginFailure } from "./farewells.ts";
import type { Hub } from "./hub.ts";
import type { IqTable } from "./iq-registry.ts";
import { askerOf } from "./iq-registry.ts";
import type { Session } from "./session.ts";

/** Lets a device in if it is linked and owns the Noise key it was linked with. Another session of it is replaced. */
export function logIn(network: Hub, session: Session, { payload, clientKey }: HandshakeResult): void {
  const account = network.directory.byPhone(String(payload.username));
  const companion = account?.companions.get(payload.device ?? 0);
  if (!account || !companion || !clientKey.equals(companion.data.noiseKey)) {
    session.end(loginFailure(401));
    return;
  }
  if (account.data.banned) {
    session.end(loginFailure(403));
    return;
  }
  const previous = network.sessionOf(companion);
  if (previous) {
    previous.companion = undefined;
    previous.end(FAREWELLS.replaced);
  }
  companion.line = undefined;
  network.cameOrWent();
  session.companion = companion;
  session.send(el("success", { t: timestamp(), lid: account.jid("lid", companion.id), location: "sim" }));
  if (!payload.passive) goOnline(network, session, companion);
}

/** A device that logs in passive asks for its messages when its keys are in order. */
export function loginIqs(network: Hub): IqTable {
  return {
    "set passive active": (request) => {
      const companion = askerOf(request);
      request.after(() => goOnline(network, request.session, companion));
      return undefined;
    },
    "set passive passive": (request) => {
      askerOf(request).line = undefined;
      network.cameOrWent();
      return undefined;
    },
    "get w:p *": () => undefined,
  };
}

function goOnline(network: Hub, session: Session, companion: Companion): void {
  if (companion.line === session) return;
  const waiting = companion.queue.list();
  if (waiting.length > 0) {
    const [message, receipt, news] = ["message", "receipt", "notification"].map((tag) => companion.queue.count(tag));
    const counts = { message, receipt, notification: news, appdata: 0, count: waiting.length };
    const attrs = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count ?? 0)]));
    session.send(el("ib", { from: SERVER_JID }, [el("offline_preview", attrs)]));
  }
  for (const stanza of waiting) session.send({ ...stanza, attrs: { ...stanza.attrs, offline: "1" } });
  companion.line = session;
  network.cameOrWent();
  sendOfflineMarker(network, session, waiting.length);
  if (companion.data.bootstrapped) return;
  companion.data.bootstrapped = true;
  network.phoneOf(companion.account).bootstrap(companion);
}

/** Says that nothing from the queue is left. Baileys holds events back until it hears it. */
function sendOfflineMarker(network: Hub, session: Session, count: number): void {
  const marker = el("ib", { from: SERVER_JID }, [el("offline", { count: String(count) })]);
  if (!session.faults.holdOfflineMarker) {
    session.send(marker);
    return;
  }
  const forget = network.faults.onChange(() => {
    if (session.faults.holdOfflineMarker) return;
    forget();
    session.send(marker);
  });
}
