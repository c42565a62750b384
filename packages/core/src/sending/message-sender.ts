import { IdempotencyKeyReusedError } from "../errors.ts";
import type { Emitter } from "../events/emitter.ts";
import type { Socket, SocketFactory } from "../socket/socket.ts";
import type { Storage } from "../storage/storage.ts";
import type { Jid } from "../types/jid.ts";
import type { Message } from "../types/message.ts";
import type { SentMessage } from "../types/sent-message.ts";
import type { TenantId } from "../types/tenant.ts";
import { digestOf } from "./idempotency-key.ts";
import { SendQueue } from "./send-queue.ts";
import type { SendingSettings } from "./sending-options.ts";

/** What sending works with. */
export interface SenderContext {
  readonly storage: Pick<Storage, "sends" | "messages">;
  readonly sockets: Pick<SocketFactory, "newMessageId" | "sentResult">;
  readonly events: Emitter;
  readonly settings: SendingSettings;
}

/** A text to send, and the way to the tenant's open socket. */
export interface TextToSend {
  readonly tenant: TenantId;
  readonly to: Jid;
  readonly text: string;
  readonly idempotencyKey: string | undefined;
  /** @throws SessionNotConnectedError */
  socket(): Socket;
}

/** Sends of all tenants: each in its turn, and under one key only once. */
export class MessageSender {
  readonly #queue: SendQueue;
  /** Keyed sends under way, so that those who repeat one meanwhile share it. */
  readonly #underWay = new Map<string, Promise<SentMessage>>();

  constructor(private readonly context: SenderContext) {
    this.#queue = new SendQueue(context.settings, context.events);
  }

  /** @throws SessionNotConnectedError, UnknownRecipientError, SendFailedError, SendQueueFullError, IdempotencyKeyReusedError */
  send(send: TextToSend): Promise<SentMessage> {
    const { tenant, to, text, idempotencyKey } = send;
    if (idempotencyKey === undefined) return this.#queued(send, this.context.sockets.newMessageId());
    const digest = digestOf(to, text);
    const name = JSON.stringify([tenant, idempotencyKey, digest]);
    const shared = this.#underWay.get(name);
    if (shared !== undefined) return shared;
    const sending = this.#once(send, idempotencyKey, digest).finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, sending);
    return sending;
  }

  /** How many of a tenant's sends wait for their turn or are under way. */
  depth(tenant: TenantId): number {
    return this.#queue.depth(tenant);
  }

  /** Lets go of what waits for its time. Call it when nothing may be sent any more. */
  stop(): void {
    this.#queue.wake();
  }

  async #once(send: TextToSend, key: string, digest: string): Promise<SentMessage> {
    const { sends, messages } = this.context.storage;
    const fresh = { key, id: this.context.sockets.newMessageId(), chat: send.to, digest, createdAt: Date.now() };
    const { id, digest: standing } = await sends.claim(send.tenant, fresh);
    if (standing !== digest) throw new IdempotencyKeyReusedError(key);
    const stored = id === fresh.id ? undefined : await messages.find(send.tenant, id);
    if (stored !== undefined && hasLeft(stored)) return this.context.sockets.sentResult(stored);
    // Perhaps it has left and nobody told us. Recipients take a message of the same id for the same message.
    return this.#queued(send, id);
  }

  async #queued({ tenant, to, text, socket }: TextToSend, id: string): Promise<SentMessage> {
    socket();
    return this.#queue.run({ tenant, chat: to, id }, () => socket().sendText(to, text, id));
  }
}

/** True when WhatsApp has confirmed it. */
const hasLeft = ({ fromMe, status, raw }: Message): boolean =>
  fromMe && raw.length > 0 && (status === "sent" || status === "delivered" || status === "read");
