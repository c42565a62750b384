import { type BinaryNode, decodeBinaryNode, encodeBinaryNode } from "@whiskeysockets/baileys";
import type { RawData, WebSocket } from "ws";
import type { Authority } from "./certificate-chain.ts";
import { encodeFrame, FrameBuffer } from "./frame-buffer.ts";
import { type HandshakeResult, NoiseHandshake } from "./noise-handshake.ts";
import type { NoiseTransport } from "./noise-transport.ts";

/** What a connection tells its owner. Stanzas come one at a time: the next waits until `stanza` has resolved. */
export interface ConnectionListener {
  handshake(result: HandshakeResult): Promise<void> | void;
  stanza(node: BinaryNode): Promise<void> | void;
  closed(): void;
  /** When the client sent what cannot be understood. The connection ends after it. */
  failed(error: unknown): void;
}

/** One client: a WebSocket, the Noise handshake on it, and stanzas both ways. */
export class Connection {
  readonly #frames = new FrameBuffer();
  #handshake: NoiseHandshake | undefined;
  #greeted = false;
  #transport: NoiseTransport | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(
    private readonly socket: WebSocket,
    authority: Authority,
    private readonly listener: ConnectionListener,
  ) {
    this.#handshake = new NoiseHandshake(authority);
    socket.on("message", (data) => this.#receive(data));
    socket.on("close", () => listener.closed());
    // "close" always follows; an error without a listener would end the process.
    socket.on("error", () => socket.terminate());
  }

  /**
   * Encrypts and writes now. A closed connection swallows the stanza: its queue will offer it again.
   * @param isGarbled - whether it arrives damaged, so that it cannot be decrypted.
   */
  send(node: BinaryNode, isGarbled = false): void {
    if (!this.#transport || this.socket.readyState !== this.socket.OPEN) return;
    const sealed = this.#transport.encrypt(encodeBinaryNode(node));
    this.socket.send(encodeFrame(isGarbled ? sealed.fill(0) : sealed));
  }

  /** Says goodbye as WebSocket does: what was written before arrives. */
  close(): void {
    this.socket.close();
  }

  /** Resets the connection: no close frame. */
  terminate(): void {
    this.socket.terminate();
  }

  #receive(data: RawData): void {
    this.#work = this.#work.then(async () => {
      try {
        this.#frames.push(toBuffer(data));
        for (let frame = this.#frames.next(); frame; frame = this.#frames.next()) await this.#frame(frame);
      } catch (error) {
        this.listener.failed(error);
        this.socket.terminate();
      }
    });
  }

  async #frame(frame: Buffer): Promise<void> {
    if (this.#transport) return this.listener.stanza(await decodeBinaryNode(this.#transport.decrypt(frame)));
    if (!this.#handshake) return;
    if (!this.#greeted) {
      this.#greeted = true;
      this.socket.send(encodeFrame(this.#handshake.hello(frame)));
      return;
    }
    const result = this.#handshake.finish(frame);
    this.#handshake = undefined;
    this.#transport = result.transport;
    await this.listener.handshake(result);
  }
}

function toBuffer(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
