import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Emitter } from "../events/emitter.ts";
import { DirectIngestion } from "../ingestion/direct-ingestion.ts";
import { silentLogger } from "../logger.ts";
import type { Socket, SocketFactory, SocketListener } from "../socket/socket.ts";
import type { AuthStore } from "../storage/auth-store.ts";
import type { Message } from "../types/message.ts";
import { parseTenantId } from "../types/parse-tenant-id.ts";
import type { SessionState } from "../types/session-status.ts";
import { Session } from "./session.ts";
import { mayMove, SESSION_STATES } from "./session-state.ts";

const tenantId = parseTenantId("tenant-a");

/** Sockets that do nothing by themselves; the test speaks for WhatsApp through `latest()`. */
class ScriptedSockets implements SocketFactory {
  /** The next socket cannot be opened: the disk is full, say. */
  refuseNext = false;
  readonly opened: { listener: SocketListener; open: boolean }[] = [];

  async open(_tenant: typeof tenantId, listener: SocketListener): Promise<Socket> {
    await Promise.resolve();
    if (this.refuseNext) {
      this.refuseNext = false;
      throw new Error("refused");
    }
    const entry = { listener, open: true };
    this.opened.push(entry);
    const close = async () => {
      entry.open = false;
    };
    const refuse = () => Promise.reject(new Error("scripted"));
    const requestPairingCode = async (phone: string) => `code of ${phone}`;
    const more = { businessProfile: refuse, setPresence: refuse, sendTyping: refuse, markRead: refuse };
    return { ...more, sendText: refuse, checkNumber: refuse, requestPairingCode, logout: close, close };
  }

  latest(): { listener: SocketListener; open: boolean } {
    const last = this.opened.at(-1);
    if (last === undefined) throw new Error("no socket was opened");
    return last;
  }

  /** WhatsApp closes the latest socket. */
  close(code: number | undefined, pairing = false): void {
    const last = this.latest();
    last.open = false;
    last.listener.closed({ code, pairing, silent: false });
  }

  isPaired = async () => true;
  newMessageId = () => "ID";
  sentResult = ({ id, chat, timestamp }: Message) => ({ id, chat, timestamp, result: {} });
}

function scripted() {
  const sockets = new ScriptedSockets();
  const quarantine = vi.fn(async () => undefined);
  const auth: AuthStore = {
    get: async () => new Map(),
    set: async () => undefined,
    quarantine,
    entries: async () => [],
    forgetQuarantined: async () => 0,
    erase: async () => undefined,
    tenants: async () => [],
    close: async () => undefined,
  };
  const events = new Emitter(silentLogger);
  const states: SessionState[] = [];
  events.on("session.state", ({ to }) => states.push(to));
  const errors: string[] = [];
  events.on("error", ({ code }) => errors.push(code));
  const session = new Session(tenantId, {
    sockets,
    auth,
    ingestion: new DirectIngestion(),
    events,
    logger: silentLogger,
    reconnect: {},
  });
  const settle = () => vi.advanceTimersByTimeAsync(0);
  return { session, sockets, quarantine, states, errors, settle };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const wait = { timeoutMs: 30_000 };

it("opens one socket for any number of callers and gives all of them the same QR", async () => {
  const { session, sockets, settle } = scripted();
  const results = Promise.all([session.connect(wait), session.connect(wait), session.connect(wait)]);
  await settle();
  sockets.latest().listener.qr("first", 0);
  expect(await results).toEqual(Array(3).fill({ status: "waiting_qr", qr: "first" }));
  expect(sockets.opened).toHaveLength(1);
});

it("shows a refreshed QR instead of the one before", async () => {
  const { session, sockets, settle } = scripted();
  const first = session.connect(wait);
  await settle();
  sockets.latest().listener.qr("first", 0);
  await first;
  sockets.latest().listener.qr("second", 0);
  expect(await session.connect(wait)).toEqual({ status: "waiting_qr", qr: "second" });
  expect(session.status.qr).toBe("second");
});

it("ends the wait of a caller in time and goes on trying", async () => {
  const { session, sockets } = scripted();
  const result = expect(session.connect({ timeoutMs: 1_000 })).rejects.toMatchObject({ code: "SESSION_TIMEOUT" });
  await vi.advanceTimersByTimeAsync(1_000);
  await result;
  sockets.latest().listener.opened("1@s.whatsapp.net");
  expect(session.status.state).toBe("connected");
});

it("comes back after an outage for ever, each time later, and says when", async () => {
  const { session, sockets, settle, quarantine } = scripted();
  vi.spyOn(Math, "random").mockReturnValue(0.999);
  void session.connect(wait).catch(() => undefined);
  await settle();
  for (let attempt = 1; attempt <= 12; attempt += 1) {
    sockets.close(428);
    expect(session.status).toMatchObject({ state: "reconnecting", attempt, reason: "connection_lost" });
    const delayMs = Number(session.status.retryAt) - Date.now();
    expect(delayMs).toBe(Math.floor(0.999 * Math.min(60_000, 500 * 2 ** (attempt - 1))));
    await vi.advanceTimersByTimeAsync(delayMs);
    expect(session.status.state).toBe("connecting");
  }
  expect(quarantine).not.toHaveBeenCalled();
  await session.disconnect();
  vi.restoreAllMocks();
});

it("says once that a session does not come back, and goes on trying", async () => {
  const { session, sockets, settle, errors } = scripted();
  void session.connect(wait).catch(() => undefined);
  await settle();
  for (let attempt = 1; attempt <= 8; attempt += 1) {
    expect(errors).toEqual(attempt > 5 ? ["SESSION_UNREACHABLE"] : []);
    sockets.close(500);
    await vi.advanceTimersByTimeAsync(60_000);
  }
  sockets.latest().listener.opened("1@s.whatsapp.net");
  expect(session.status.state).toBe("connected");
  await session.disconnect();
});

it("says that it is not connected from the moment on that a log-out begins", async () => {
  const { session, sockets, settle } = scripted();
  void session.connect(wait).catch(() => undefined);
  await settle();
  sockets.latest().listener.opened("1@s.whatsapp.net");
  const loggedOut = session.logout();
  expect(session.status.state).toBe("stopped");
  await loggedOut;
  expect(session.status).toMatchObject({ state: "logged_out", account: null });
});

it("is logged out from the moment on that WhatsApp says so, and opens again only with new keys", async () => {
  const { session, sockets, settle, quarantine } = scripted();
  void session.connect(wait).catch(() => undefined);
  await settle();
  sockets.latest().listener.opened("1@s.whatsapp.net");
  let quarantined: () => void = () => undefined;
  quarantine.mockReturnValue(
    new Promise((resolve) => {
      quarantined = () => resolve(undefined);
    }),
  );
  sockets.close(401);
  expect(session.status.state).toBe("logged_out");
  void session.connect(wait).catch(() => undefined);
  await settle();
  expect(sockets.opened).toHaveLength(1);
  quarantined();
  await settle();
  expect(sockets.opened).toHaveLength(2);
  await session.disconnect();
});

it("ignores what an old socket still says", async () => {
  const { session, sockets, settle } = scripted();
  void session.connect(wait).catch(() => undefined);
  await settle();
  const { listener: old } = sockets.latest();
  sockets.close(515);
  old.opened("1@s.whatsapp.net");
  expect(session.status.state).toBe("reconnecting");
  await settle();
  sockets.latest().listener.opened("1@s.whatsapp.net");
  old.closed({ code: 401, pairing: false, silent: false });
  old.qr("stale", 0);
  expect(session.status).toMatchObject({ state: "connected", qr: null });
  await session.disconnect();
});

it("quarantines the credentials after a log-out that WhatsApp confirmed, and after nothing else", async () => {
  for (const code of [undefined, 403, 405, 408, 411, 428, 429, 440, 500, 503, 515]) {
    const { session, sockets, settle, quarantine } = scripted();
    void session.connect(wait).catch(() => undefined);
    await settle();
    sockets.latest().listener.opened("1@s.whatsapp.net");
    sockets.close(code);
    await settle();
    expect(quarantine, `code ${code}`).not.toHaveBeenCalled();
    await session.disconnect();
  }
  const { session, sockets, settle, quarantine } = scripted();
  void session.connect(wait).catch(() => undefined);
  await settle();
  sockets.latest().listener.opened("1@s.whatsapp.net");
  sockets.close(401);
  await settle();
  expect(quarantine).toHaveBeenCalledOnce();
  expect(session.status.state).toBe("logged_out");
});

it("gives a caller who waits a fresh QR when the stored credentials turn out to be logged out", async () => {
  const { session, sockets, settle } = scripted();
  const result = session.connect(wait);
  await settle();
  sockets.close(401);
  await settle();
  expect(sockets.opened).toHaveLength(2);
  sockets.latest().listener.qr("fresh", 0);
  expect(await result).toEqual({ status: "waiting_qr", qr: "fresh" });
});

it("never has two sockets, makes no forbidden move and leaves no timer, whatever happens in whatever order", async () => {
  const act = fc.constantFrom(
    "connect",
    "disconnect",
    "logout",
    "qr",
    "opened",
    "time",
    "close",
    "failed",
    "late",
    "refuse",
    "code",
  );
  const code = fc.constantFrom(undefined, 401, 403, 405, 408, 411, 428, 429, 440, 500, 503, 515);
  const script = fc.array(fc.tuple(act, code, fc.boolean(), fc.option(fc.nat(12))), { maxLength: 40 });
  type Script = typeof script extends fc.Arbitrary<infer Steps> ? Steps : never;
  const closedWith = (closeCode: 401 | 403 | 440): Script => [
    ["connect", undefined, false, null],
    ["opened", undefined, false, null],
    ["close", closeCode, false, null],
  ];
  const reached = new Set<SessionState>(["new"]);
  await fc.assert(
    fc.asyncProperty(script, async (steps) => {
      const { session, sockets, states, settle } = scripted();
      for (const [what, closeCode, pairing, microtasks] of steps) {
        const live = sockets.opened.at(-1);
        if (what === "connect") session.connect({ timeoutMs: 1_000 }).catch(() => undefined);
        if (what === "disconnect") session.disconnect().catch(() => undefined);
        if (what === "logout") session.logout().catch(() => undefined);
        if (what === "qr" && live?.open) live.listener.qr("qr", Date.now() + 60_000);
        if (what === "code") session.requestPairingCode("1").catch(() => undefined);
        if (what === "opened" && live?.open) live.listener.opened("1@s.whatsapp.net");
        if (what === "refuse") sockets.refuseNext = true;
        if (what === "failed") live?.listener.failed(new Error("scripted"));
        if (what === "late" && live?.open === false) live.listener.opened("1@s.whatsapp.net");
        if (what === "close" && live?.open) sockets.close(closeCode, pairing);
        if (what === "time") await vi.advanceTimersByTimeAsync(70_000);
        const { state, qr, qrExpiresAt, pairingCode, retryAt, attempt } = session.status;
        expect([qr !== null, qrExpiresAt !== null]).toEqual(Array(2).fill(state === "waiting_qr"));
        expect([retryAt !== null, attempt > 0]).toEqual(Array(2).fill(state === "reconnecting"));
        if (state !== "waiting_qr") expect(pairingCode).toBeNull();
        if (microtasks !== null) {
          for (let tick = 0; tick < microtasks; tick += 1) await Promise.resolve();
          continue;
        }
        await settle();
        expect(sockets.opened.filter(({ open }) => open).length).toBeLessThanOrEqual(1);
        const hasSocket = sockets.opened.some(({ open }) => open);
        expect(hasSocket, session.status.state).toBe(
          ["connecting", "waiting_qr", "connected"].includes(session.status.state),
        );
      }
      for (const state of states) reached.add(state);
      states.reduce((from, to) => {
        expect(mayMove(from, to), `${from} to ${to}`).toBe(true);
        return to;
      }, "new" as SessionState);
      await session.disconnect();
      await vi.advanceTimersByTimeAsync(1_000);
      expect(sockets.opened.filter(({ open }) => open)).toEqual([]);
      expect(vi.getTimerCount()).toBe(0);
    }),
    // Chance alone seldom closes an open connection with just this code.
    { numRuns: 1_000, examples: ([401, 403, 440] as const).map((closeCode): [Script] => [closedWith(closeCode)]) },
  );
  expect([...reached].sort()).toEqual([...SESSION_STATES].sort());
});
