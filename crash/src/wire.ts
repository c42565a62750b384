import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** The network between the server under test and WhatsApp. It can go down, and let go of connections without a word. */
export class Wire {
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  #isDown = false;

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {
    server.on("connection", (client) => this.#join(client));
  }

  /** Leads to `target`, a `ws:` URL of this machine. */
  static async open(target: string): Promise<Wire> {
    const server = createServer();
    const wire = new Wire(server, new URL(target));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return wire;
  }

  /** The same URL at this end. */
  get url(): string {
    const url = new URL(this.target);
    url.port = String((this.server.address() as AddressInfo).port);
    return url.href;
  }

  /** Nobody is connected, and nobody gets through. */
  down(): void {
    this.#isDown = true;
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
  }

  up(): void {
    this.#isDown = false;
  }

  /** Whoever is connected stays so and hears nothing any more; new connections work. */
  goSilent(): void {
    for (const [client, network] of this.#pairs) {
      client.unpipe();
      network.unpipe();
      client.resume();
      network.destroy();
    }
  }

  async close(): Promise<void> {
    this.down();
    this.server.close();
    await once(this.server, "close");
  }

  #join(client: Socket): void {
    if (this.#isDown) {
      client.destroy();
      return;
    }
    const network = connect(Number(this.target.port), this.target.hostname);
    const pair = [client, network] as const;
    this.#pairs.add(pair);
    const left = () => this.#pairs.delete(pair);
    for (const socket of pair) socket.setNoDelay(true).on("error", () => undefined);
    client.on("close", left).on("close", () => network.destroy());
    client.pipe(network);
    network.pipe(client);
  }
}
