import { randomBytes } from "node:crypto";
import type { BinaryNode } from "@whiskeysockets/baileys";
import type { WebSocket } from "ws";
import { SimulatorError } from "../errors.ts";
import type { FaultSettings, Faults } from "../faults.ts";
import type { Companion, Line } from "../state/account.ts";
import type { Authority } from "../wire/certificate-chain.ts";
import { Connection } from "../wire/connection.ts";
import { SERVER_JID } from "../wire/jid.ts";
import { el, timestamp } from "../wire/node.ts";
import type { HandshakeResult } from "../wire/noise-handshake.ts";
import { Outgoing } from "./outgoing.ts";

/** How long a client may take to answer what the server asks. */
const ANSWER_TIMEOUT_MS = 20_000;

/** Who decides what a session does with what it hears. */
export interface SessionOwner {
  readonly authority: Authority;
  readonly faults: Faults;
  opened(session: Session, result: HandshakeResult): void;
  heard(session: Session, node: BinaryNode): Promise<void>;
  closed(session: Session): void;
  failed(session: Session, error: unknown): void;
}

interface Question {
  resolve(answer: BinaryNode): void;
  reject(error: Error): void;
}

/** One connected client, from its handshake to its end. */
export class Session implements Line {
  /** The device that logged in here; absent while a client is still to be paired. */
  companion: Companion | undefined;
  readonly #connection: Connection;
  readonly #out: Outgoing;
  readonly #questions = new Map<string, Question>();

  constructor(
    socket: WebSocket,
    private readonly owner: SessionOwner,
  ) {
    this.#connection = new Connection(socket, owner.authority, {
      handshake: (result) => owner.opened(this, result),
      stanza: (node) => this.#heard(node),
      closed: () => this.#closed(),
      failed: (error) => owner.failed(this, error),
    });
    this.#out = new Outgoing(this.#connection, () => this.faults);
  }

  /** What this session suffers now. */
  get faults(): Readonly<FaultSettings> {
    return this.owner.faults.for(this.companion?.account.data.phone);
  }

  send(node: BinaryNode): void {
    this.#out.send(node);
  }

  /** Confirms that a stanza was taken. */
  ack(node: BinaryNode, error?: string): void {
    if (this.faults.withholdAcks) return;
    const { id, to, type, participant } = node.attrs;
    const forMessage = node.tag === "message";
    this.send(
      el("ack", {
        class: node.tag,
        id,
        from: to,
        participant,
        error,
        ...(forMessage ? { t: timestamp() } : { type }),
      }),
    );
  }

  /** Asks the client. Rejects with `PAIRING_FAILED` when it goes away or stays silent: only pairing asks. */
  ask(content: readonly BinaryNode[]): Promise<BinaryNode> {
    const id = randomBytes(8).toString("hex");
    return new Promise<BinaryNode>((resolve, reject) => {
      const timer = setTimeout(() => question.reject(failure("did not answer in time")), ANSWER_TIMEOUT_MS);
      const settle = () => {
        clearTimeout(timer);
        this.#questions.delete(id);
      };
      const question: Question = {
        resolve: (answer) => {
          settle();
          resolve(answer);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      };
      this.#questions.set(id, question);
      this.send(el("iq", { from: SERVER_JID, type: "set", xmlns: "md", id, t: timestamp() }, content));
    });
  }

  /** Says a last word if there is one, and closes. */
  end(farewell?: BinaryNode): void {
    this.#out.end(farewell);
  }

  /** Resets the connection. */
  drop(): void {
    this.#connection.terminate();
  }

  #heard(node: BinaryNode): Promise<void> | undefined {
    const isAnswer = node.tag === "iq" && (node.attrs.type === "result" || node.attrs.type === "error");
    if (!isAnswer) return this.owner.heard(this, node);
    this.#questions.get(node.attrs.id ?? "")?.resolve(node);
    return undefined;
  }

  #closed(): void {
    this.#out.discard();
    for (const question of [...this.#questions.values()]) question.reject(failure("closed the connection"));
    this.owner.closed(this);
  }
}

function failure(what: string): SimulatorError {
  return new SimulatorError("PAIRING_FAILED", `the client ${what}: show a new QR or code and try again`);
}
