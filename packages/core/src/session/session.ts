import { Changes } from "../changes.ts";
import {
  AlreadyPairedError,
  PolyphoneError,
  SessionBannedError,
  SessionNotConnectedError,
  SessionTimeoutError,
  SessionUnreachableError,
} from "../errors.ts";
import type { Emitter } from "../events/emitter.ts";
import type { Ingestion } from "../ingestion/ingestion.ts";
import type { Logger } from "../logger.ts";
import type { CloseReason, Socket, SocketFactory, SocketListener } from "../socket/socket.ts";
import type { AuthStore } from "../storage/auth-store.ts";
import type { ConnectResult } from "../types/connect-result.ts";
import type { SessionReason, SessionState, SessionStatus } from "../types/session-status.ts";
import type { TenantId } from "../types/tenant.ts";
import { classifyClose } from "./disconnect.ts";
import { nextDelayMs, type ReconnectOptions } from "./reconnect-policy.ts";
import { isActive, mayMove } from "./session-state.ts";
import { Waiters, type WaitOptions } from "./waiters.ts";

/** A connection that held this long was sound: the next loss counts as the first. */
const SOUND_AFTER_MS = 10_000;
/** What no later try would mend. */
const NOT_BY_ITSELF: ReadonlySet<string> = new Set(["CREDENTIALS_UNREADABLE", "CREDENTIALS_KEY_MISSING"]);
/** Tries in vain before somebody should look. */
const ALERT_AT_ATTEMPT = 5;

/** What a session works with; all sessions of a manager share it. */
export interface SessionContext {
  readonly sockets: SocketFactory;
  readonly auth: AuthStore;
  readonly ingestion: Ingestion;
  readonly events: Emitter;
  readonly logger: Logger;
  readonly reconnect: ReconnectOptions;
}

/** The status of a session that nobody has started. */
export const UNTOUCHED: SessionStatus = {
  state: "new",
  account: null,
  qr: null,
  qrExpiresAt: null,
  pairingCode: null,
  reason: null,
  attempt: 0,
  retryAt: null,
};

/** What a status has only in some states. */
type News = Partial<Omit<SessionStatus, "state" | "reason">>;

/** One tenant's connection over its whole life: at most one socket, opened again until somebody says stop. */
export class Session {
  #status = UNTOUCHED;
  /** One for each new status. */
  readonly changes = new Changes();
  #socket: Socket | undefined;
  /** Counts sockets, so that the late words of an old one are not taken for the new one's. */
  #generation = 0;
  #retryTimer: NodeJS.Timeout | undefined;
  #openedAt = 0;
  #attempt = 0;
  readonly #waiters = new Waiters();
  /** Opening, closing and logging out, one after the other. */
  #work: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly tenantId: TenantId,
    private readonly context: SessionContext,
  ) {}

  get status(): SessionStatus {
    return this.#status;
  }

  /** The open socket. @throws SessionNotConnectedError */
  get socket(): Socket {
    if (this.#socket === undefined || this.#status.state !== "connected") {
      throw new SessionNotConnectedError(this.tenantId, this.#status.state);
    }
    return this.#socket;
  }

  /**
   * Connects, in whatever state the session is, and resolves with the first QR or the open connection. Callers at the
   * same time share one socket. The session goes on trying when the wait ends first.
   * @throws SessionTimeoutError, SessionBannedError, SessionNotConnectedError, CredentialsUnreadableError
   */
  async connect(wait: WaitOptions): Promise<ConnectResult> {
    const { state, qr } = this.#status;
    if (state === "connected") return { status: "connected" };
    if (state === "waiting_qr" && qr !== null) return { status: "waiting_qr", qr };
    const outcome = this.#waiters.wait(wait, () => new SessionTimeoutError(this.tenantId, wait.timeoutMs));
    if (state !== "connecting") this.#open();
    return outcome;
  }

  /**
   * A code that links the tenant when it is typed on the phone of that number, in place of the QR that is shown.
   * @throws AlreadyPairedError, SessionNotConnectedError
   */
  requestPairingCode(phone: string): Promise<string> {
    // One after the other: a code that is made while another one is on its way would be told under the other's key.
    return this.#enqueue(async () => {
      const [socket, { state, qr, qrExpiresAt }, generation] = [this.#socket, this.#status, this.#generation];
      if (state === "connected") throw new AlreadyPairedError(this.tenantId);
      if (socket === undefined || state !== "waiting_qr") throw new SessionNotConnectedError(this.tenantId, state);
      const pairingCode = await socket.requestPairingCode(phone);
      if (generation !== this.#generation) throw new SessionNotConnectedError(this.tenantId, this.#status.state);
      this.#set({ ...this.#status, qr, qrExpiresAt, pairingCode });
      return pairingCode;
    });
  }

  /** Ends the connection and keeps the credentials. Resolves when the socket is gone. */
  async disconnect(): Promise<void> {
    if (isActive(this.#status.state)) this.#move("stopped", "requested");
    this.#waiters.reject(new SessionNotConnectedError(this.tenantId, "stopped"));
    await this.#enqueue(() => this.#drop());
  }

  /** Unlinks the device where it can be reached, quarantines the credentials. Resolves when both are done. */
  async logout(): Promise<void> {
    const connected = this.#status.state === "connected";
    if (isActive(this.#status.state)) this.#move("stopped", "requested");
    await this.#enqueue(async () => {
      const socket = this.#detach();
      await (connected ? socket?.logout() : socket?.close());
      await this.context.auth.quarantine(this.tenantId);
      this.#move("logged_out", "requested");
    });
    this.#waiters.reject(new SessionNotConnectedError(this.tenantId, "logged_out"));
  }

  #open(): void {
    clearTimeout(this.#retryTimer);
    this.#move("connecting", this.#status.reason);
    this.#behindTheBack(async () => {
      await this.#drop();
      if (this.#status.state !== "connecting") return;
      const generation = ++this.#generation;
      try {
        const socket = await this.context.sockets.open(this.tenantId, this.#listener(generation));
        if (generation === this.#generation) this.#socket = socket;
        else await socket.close();
      } catch (error) {
        this.#failedToOpen(error);
      }
    });
  }

  #failedToOpen(error: unknown): void {
    this.#report(error);
    if (error instanceof PolyphoneError && NOT_BY_ITSELF.has(error.code)) {
      this.#move("stopped", "storage_failed");
      this.#waiters.reject(error);
    } else this.#retry("storage_failed", false);
  }

  #listener(generation: number): SocketListener {
    const current = () => generation === this.#generation;
    let qrShown = false;
    return {
      qr: (qr, qrExpiresAt) => {
        if (!current()) return;
        qrShown = true;
        this.#move("waiting_qr", null, { qr, qrExpiresAt, pairingCode: this.#status.pairingCode });
        this.#waiters.resolve({ status: "waiting_qr", qr });
      },
      opened: (account) => {
        if (!current()) return;
        this.#openedAt = Date.now();
        this.#move("connected", null, { account });
        this.#waiters.resolve({ status: "connected" });
      },
      closed: (reason) => {
        if (current()) this.#closed(reason, qrShown);
      },
      // Also an old socket's: what it received must be stored.
      records: (records) => this.context.ingestion.accept(this.tenantId, records),
      failed: (error) => {
        this.#report(error);
        if (!current()) return;
        const socket = this.#detach();
        this.#retry("storage_failed", false);
        this.#behindTheBack(async () => socket?.close());
      },
    };
  }

  #closed(reason: CloseReason, qrShown: boolean): void {
    this.#detach();
    const next = classifyClose(reason, qrShown);
    this.context.logger.info({ tenantId: this.tenantId, code: reason.code, next: next.reason }, "socket closed");
    if (next.kind === "retry") this.#retry(next.reason, next.atOnce);
    else {
      // Confirmed by the server. Whoever opens next does so once the old keys are out of the way.
      if (next.state === "logged_out") this.#behindTheBack(() => this.context.auth.quarantine(this.tenantId));
      this.#rest(next.state, next.reason);
    }
  }

  /** Whoever waits for a connection gets a QR to pair anew where that helps, or the reason. */
  #rest(state: SessionState, reason: SessionReason): void {
    this.#move(state, reason);
    if (!this.#waiters.any) return;
    if (state === "logged_out" || state === "new") this.#open();
    else if (state === "banned") this.#waiters.reject(new SessionBannedError(this.tenantId));
    else this.#waiters.reject(new SessionNotConnectedError(this.tenantId, state));
  }

  #retry(reason: SessionReason, atOnce: boolean): void {
    if (!isActive(this.#status.state)) return;
    if (this.#status.state === "connected" && Date.now() - this.#openedAt > SOUND_AFTER_MS) this.#attempt = 0;
    this.#attempt += 1;
    const delayMs =
      atOnce && this.#attempt === 1 ? 0 : nextDelayMs(this.#attempt, Math.random(), this.context.reconnect);
    this.#move("reconnecting", reason, { attempt: this.#attempt, retryAt: Date.now() + delayMs });
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => this.#open(), delayMs);
    if (this.#attempt === ALERT_AT_ATTEMPT) {
      this.#report(new SessionUnreachableError(this.tenantId, this.#attempt, reason));
    }
  }

  /** Forgets the socket, so that nothing it still says counts. */
  #detach(): Socket | undefined {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#generation += 1;
    return socket;
  }

  async #drop(): Promise<void> {
    await this.#detach()?.close();
  }

  #enqueue<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#work.then(work);
    this.#work = result.catch(() => undefined);
    return result;
  }

  /** For work that no caller waits for. */
  #behindTheBack(work: () => Promise<unknown>): void {
    this.#enqueue(work).catch((error: unknown) => this.#report(error));
  }

  #move(state: SessionState, reason: SessionReason | null, news: News = {}): void {
    const from = this.#status.state;
    if (!mayMove(from, state)) return;
    const account = state === "logged_out" ? null : this.#status.account;
    this.#set({ ...UNTOUCHED, account, ...news, state, reason });
    if (state !== "reconnecting") clearTimeout(this.#retryTimer);
    if (state === "waiting_qr" || state === "logged_out" || (state === "connected" && from !== state)) {
      this.context.events.emit("connection", { tenantId: this.tenantId, status: state });
    }
    if (from !== state) {
      this.context.events.emit("session.state", { tenantId: this.tenantId, from, to: state, reason });
    }
  }

  #set(status: SessionStatus): void {
    this.#status = status;
    this.changes.tell();
  }

  #report(error: unknown): void {
    const code = error instanceof PolyphoneError ? error.code : "STORAGE_FAILED";
    const message = error instanceof Error ? error.message : String(error);
    this.context.logger.error({ tenantId: this.tenantId, code, error: message }, "session failed");
    this.context.events.emit("error", { tenantId: this.tenantId, code, error: message });
  }
}
