import type { SocketConfig } from "@whiskeysockets/baileys";
import { InOrder } from "../../in-order.ts";

type MakeRepository = SocketConfig["makeSignalRepository"];

/** By the peer's Signal address, for the whole process, as libsignal's own queue is. */
const TURNS = new InOrder<string>();

/**
 * Lets only one session with a peer work at a time, whichever tenant's it is. libsignal queues such work by the peer's
 * address alone, and runs what waits there in the asynchronous context of whoever came first. Baileys' transactions go by
 * that context: of two tenants that hear from one contact at once, the second would write its ratchet step outside of its
 * transaction. Alone in the queue, everybody stays in the context of his own.
 */
export const inSignalTurns =
  (make: MakeRepository): MakeRepository =>
  (auth, ...rest) => {
    const { keys } = auth;
    if (!("transaction" in keys)) throw new TypeError("Baileys gave a repository keys without transactions.");
    const inner = make(auth, ...rest);
    // The tenant's lock before the process's, always: the other way round two sockets could wait for each other.
    const turn = <Result>(jid: string, work: () => Promise<Result>) =>
      keys.transaction(() => TURNS.run(inner.jidToSignalProtocolAddress(jid), work), jid);
    return {
      ...inner,
      decryptMessage: (args) => turn(args.jid, () => inner.decryptMessage(args)),
      encryptMessage: (args) => turn(args.jid, () => inner.encryptMessage(args)),
      injectE2ESession: (args) => turn(args.jid, () => inner.injectE2ESession(args)),
    };
  };
