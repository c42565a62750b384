import type { BinaryNode } from "@whiskeysockets/baileys";
import type { Counters } from "../counters.ts";
import type { SimulatorLog } from "../log.ts";
import type { Companion } from "../state/account.ts";
import { child, el } from "../wire/node.ts";
import type { Session } from "./session.ts";

/** A question of a client. */
export interface IqRequest {
  readonly session: Session;
  readonly node: BinaryNode;
  /** Its first child, an empty node if it has none. */
  readonly body: BinaryNode;
  /** Runs something once the answer is on its way. */
  after(task: () => void): void;
}

/** Answers one kind of iq: the content of the result. Throws `IqError` to refuse. */
export type IqHandler = (request: IqRequest) => readonly BinaryNode[] | undefined;

/** Handlers by kind: type, namespace and first child ("get encrypt count"); `*` stands for any child or none. */
export type IqTable = Readonly<Record<string, IqHandler>>;

/** A refusal, as XMPP says it. */
export class IqError extends Error {
  override readonly name = "IqError";

  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** The device that asks. Refuses clients that are not logged in. */
export function askerOf({ session }: IqRequest): Companion {
  if (!session.companion) throw new IqError(401, "not-authorized");
  return session.companion;
}

/** Every iq that the simulator knows. Whatever else comes is answered empty, logged and counted. */
export class IqRegistry {
  readonly #handlers = new Map<string, IqHandler>();

  constructor(
    tables: readonly IqTable[],
    private readonly counters: Counters,
    private readonly log: SimulatorLog,
  ) {
    for (const table of tables) for (const [kind, handler] of Object.entries(table)) this.#handlers.set(kind, handler);
  }

  answer(session: Session, node: BinaryNode): void {
    const { id, to, type = "set", xmlns = "" } = node.attrs;
    const body = child(node) ?? el("");
    const kind = `${type} ${xmlns} ${body.tag}`.trimEnd();
    this.counters.asked(kind);
    const handler = this.#handlers.get(kind) ?? this.#handlers.get(`${type} ${xmlns} *`);
    if (!handler) {
      this.counters.unanswered(kind);
      this.log("unknown iq", { kind });
    }
    const tasks: (() => void)[] = [];
    try {
      const content = handler?.({ session, node, body, after: (task) => void tasks.push(task) });
      session.send(el("iq", { from: to, type: "result", id }, content));
    } catch (error) {
      if (!(error instanceof IqError)) this.log("iq failed", { kind, error: String(error) });
      const { code, message: text } = error instanceof IqError ? error : new IqError(500, "internal-server-error");
      session.send(el("iq", { from: to, type: "error", id }, [el("error", { code: String(code), text })]));
    }
    for (const task of tasks) task();
  }
}
