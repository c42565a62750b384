import { PolyphoneError, SessionBannedError, SessionNotConnectedError, SessionTimeoutError } from "../errors.ts";
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

/** What a session works with; all sessions of a manager share it. */
export interface SessionContext {
  readonly sockets: SocketFactory;
  readonly auth: AuthStore;
  readonly ingestion: Ingestion;
  readonly events: Emitter;
  readonly logger: Logger;
  readonly reconnect: ReconnectOptions;
}

/** One tenant's connection over its whole life: at most one socket, opened again until somebody says stop. */
export class Session {
  #status: SessionStatus = { state: "new", account: null, qr: null, reason: null, attempt: 0, retryAt: null };
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

  /** Ends the connection and keeps the credentials. Resolves when the socket is gone. */
  async disconnect(): Promise<void> {
    if (isActive(this.#status.state)) this.#move("stopped", "requested");
    this.#waiters.reject(new SessionNotConnectedError(this.tenantId, "stopped"));
    await this.#enqueue(() => this.#drop());
  }

  /** Unlinks the device where it can be reached, quarantines the credentials. Resolves when both are done. */
  async logout(): Promise<void> {
    const connected = this.#status.state === "connected";
    clearTimeout(this.#retryTimer);
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
    void this.#enqueue(async () => {
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
    if (error instanceof PolyphoneError && error.code === "CREDENTIALS_UNREADABLE") {
      this.#move("stopped", "storage_failed");
      this.#waiters.reject(error);
    } else this.#retry("storage_failed", false);
  }

  #listener(generation: number): SocketListener {
    const current = () => generation === this.#generation;
    let qrShown = false;
    return {
      qr: (qr) => {
        if (!current()) return;
        qrShown = true;
        this.#move("waiting_qr", null, { qr });
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
        this.#retry("storage_failed", false);
        void this.#enqueue(() => this.#drop());
      },
    };
  }

  #closed(reason: CloseReason, qrShown: boolean): void {
    this.#detach();
    const next = classifyClose(reason, qrShown);
    this.context.logger.info({ tenantId: this.tenantId, code: reason.code, next: next.reason }, "socket closed");
    if (next.kind === "retry") this.#retry(next.reason, next.atOnce);
    else if (next.state === "logged_out") this.#loggedOutByWhatsApp();
    else this.#rest(next.state, next.reason);
  }

  /** Confirmed by the server. Whoever waits for a connection gets a QR to pair anew. */
  #loggedOutByWhatsApp(): void {
    void this.#enqueue(async () => {
      await this.context.auth.quarantine(this.tenantId);
      this.#rest("logged_out", "logged_out");
    });
  }

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

  #enqueue(work: () => Promise<void>): Promise<void> {
    const result = this.#work.then(work);
    this.#work = result.catch((error: unknown) => this.#report(error));
    return result;
  }

  #move(
    state: SessionState,
    reason: SessionReason | null,
    news: Partial<Pick<SessionStatus, "qr" | "account" | "attempt" | "retryAt">> = {},
  ): void {
    const from = this.#status.state;
    if (!mayMove(from, state)) return;
    const account = state === "logged_out" ? null : this.#status.account;
    this.#status = { qr: null, attempt: 0, retryAt: null, account, ...news, state, reason };
    if (state !== "reconnecting") clearTimeout(this.#retryTimer);
    if (state === "waiting_qr" || state === "logged_out" || (state === "connected" && from !== state)) {
      this.context.events.emit("connection", { tenantId: this.tenantId, status: state });
    }
    if (from !== state) {
      this.context.events.emit("session.state", { tenantId: this.tenantId, from, to: state, reason });
    }
  }

  #report(error: unknown): void {
    const code = error instanceof PolyphoneError ? error.code : "STORAGE_FAILED";
    const message = error instanceof Error ? error.message : String(error);
    this.context.logger.error({ tenantId: this.tenantId, code, error: message }, "session failed");
    this.context.events.emit("error", { tenantId: this.tenantId, code, error: message });
  }
}
