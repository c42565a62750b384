import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** What came of some load. */
export interface Load {
  readonly requests: number;
  readonly seconds: number;
  readonly latenciesMs: readonly number[];
}

/** Where to send requests, and what they are, one after the other. */
export interface LoadTarget {
  readonly port: number;
  /** Whole requests as they go on the wire, without a body. */
  readonly requests: readonly Buffer[];
}

/**
 * Connections that stay open, each with one request on its way. Written on bare sockets: on two cores a client that parses
 * more than it needs would be what is measured.
 */
export class KeepAliveLoad {
  private constructor(
    private readonly sockets: readonly Socket[],
    private readonly requests: readonly Buffer[],
  ) {}

  static async open({ port, requests }: LoadTarget, connections: number): Promise<KeepAliveLoad> {
    const sockets = Array.from({ length: connections }, () => connect({ port, host: "127.0.0.1", noDelay: true }));
    await Promise.all(sockets.map((socket) => once(socket, "connect")));
    return new KeepAliveLoad(sockets, requests);
  }

  /** Keeps all connections busy for so long. @throws Error when an answer is no 200 with a page in it */
  async run(milliseconds: number): Promise<Load> {
    const latenciesMs: number[] = [];
    let next = 0;
    const began = performance.now();
    const worker = async (socket: Socket) => {
      while (performance.now() - began < milliseconds) {
        const request = this.requests[next % this.requests.length];
        next += 1;
        const sent = performance.now();
        await answered(socket, request ?? Buffer.alloc(0));
        latenciesMs.push(performance.now() - sent);
      }
    };
    await Promise.all(this.sockets.map(worker));
    return { requests: latenciesMs.length, seconds: (performance.now() - began) / 1000, latenciesMs };
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
  }
}

/** Resolves when the whole answer is there. */
function answered(socket: Socket, request: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let missing = Number.NaN;
    const settle = (error?: Error) => {
      socket.off("data", take).off("close", fail);
      if (error === undefined) resolve();
      else reject(error);
    };
    const fail = () => settle(new Error("the server closed a connection"));
    if (socket.destroyed) return fail();
    const take = (chunk: Buffer) => {
      if (Number.isNaN(missing)) {
        const end = chunk.indexOf("\r\n\r\n");
        const head = chunk.toString("latin1", 0, end);
        const length = /^content-length: (\d+)/im.exec(head)?.[1];
        if (end < 0 || !head.startsWith("HTTP/1.1 200 ") || length === undefined) {
          return settle(new Error(`the server answered ${chunk.toString("latin1", 0, 400)}`));
        }
        missing = end + 4 + Number(length);
      }
      missing -= chunk.length;
      if (missing === 0) settle();
    };
    socket.on("data", take).on("close", fail);
    socket.write(request);
  });
}
