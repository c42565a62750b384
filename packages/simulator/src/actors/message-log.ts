import { SimulatorError } from "../errors.ts";
import { loggedContent } from "./logged-content.ts";
import type { MessageChange } from "./message-change.ts";
import { messageText } from "./message-text.ts";
import type { MessageStatus, PhoneMessage } from "./phone-message.ts";

/** What the log keeps besides, to answer later. */
export interface LoggedMessage extends PhoneMessage {
  status: MessageStatus;
  text: string;
  edited?: boolean;
  revoked?: boolean;
  /** The encoded `proto.Message`; absent where it is the text and nothing else. */
  content?: Uint8Array;
  /** The address it came from or went to, as on the wire. */
  readonly chat: string;
  /** The author's device, in a group. */
  readonly participant?: string;
}

/** How to wait. */
export interface WaitOptions {
  /** Milliseconds until the wait fails with code `TIMEOUT`. @defaultValue `10_000` */
  timeoutMs?: number;
}

const RANK: Record<MessageStatus, number> = { sent: 0, delivered: 1, read: 2 };
const DEFAULT_TIMEOUT_MS = 10_000;

interface Waiter {
  check(message: LoggedMessage): void;
  fail(error: SimulatorError): void;
}

/** Everything a phone sent and received, oldest first; tests can wait for it. */
export class MessageLog {
  readonly #messages: LoggedMessage[];
  readonly #byId = new Map<string, LoggedMessage>();
  readonly #waiters = new Set<Waiter>();

  constructor(messages: readonly LoggedMessage[] = []) {
    this.#messages = [...messages];
    for (const message of messages) this.#byId.set(message.id, message);
  }

  list(): readonly LoggedMessage[] {
    return this.#messages;
  }

  get(id: string): LoggedMessage | undefined {
    return this.#byId.get(id);
  }

  /** Adds a message unless its id is there already. Tells whether it was new. */
  add(message: LoggedMessage): boolean {
    if (this.#byId.has(message.id)) return false;
    this.#messages.push(message);
    this.#byId.set(message.id, message);
    this.#notify(message);
    return true;
  }

  /** Moves a message on; never back. */
  advance(id: string, status: MessageStatus): void {
    const message = this.#byId.get(id);
    if (!message || RANK[status] <= RANK[message.status]) return;
    message.status = status;
    this.#notify(message);
  }

  /** Shows an edit or a revoke, if it is its author's, or an administrator's revoke. */
  change(change: MessageChange, by: { readonly phone: string; readonly isAdmin: boolean }): void {
    const message = this.#byId.get(change.id);
    const isAllowed = message?.from === by.phone || (change.kind === "revoke" && by.isAdmin);
    if (!message || message.revoked || !isAllowed) return;
    delete message.content;
    if (change.kind === "revoke") Object.assign(message, { text: "", revoked: true });
    else {
      const text = messageText(change.content) ?? "";
      Object.assign(message, { text, edited: true, ...loggedContent(change.content, text) });
    }
    this.#notify(message);
  }

  /** The first message that matches, now or later. Rejects with `TIMEOUT`, or `STOPPED` when the simulator stops. */
  async waitFor(
    matches: (message: PhoneMessage) => boolean,
    what: string,
    { timeoutMs = DEFAULT_TIMEOUT_MS }: WaitOptions = {},
  ): Promise<PhoneMessage> {
    const there = this.#messages.find(matches);
    if (there) return publicView(there);
    return new Promise<PhoneMessage>((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
      };
      const waiter: Waiter = {
        check: (message) => {
          if (!matches(message)) return;
          settle();
          resolve(publicView(message));
        },
        fail: (error) => {
          settle();
          reject(error);
        },
      };
      const timer = setTimeout(
        () => waiter.fail(new SimulatorError("TIMEOUT", `${what}: nothing within ${timeoutMs} ms`)),
        timeoutMs,
      );
      this.#waiters.add(waiter);
    });
  }

  /** Fails everybody who still waits. */
  stop(): void {
    for (const waiter of [...this.#waiters]) waiter.fail(new SimulatorError("STOPPED", "the simulator was stopped"));
  }

  #notify(message: LoggedMessage): void {
    for (const waiter of [...this.#waiters]) waiter.check(message);
  }
}

/** A copy without what only the log needs. */
export function publicView(message: LoggedMessage): PhoneMessage {
  const { chat: _chat, participant: _participant, content: _content, ...view } = message;
  return view;
}
