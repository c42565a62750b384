/** What a client writes before its first frame: "WA", 6, dictionary version 3 (wire reference 1.1). */
export const PROLOGUE = Buffer.from([0x57, 0x41, 0x06, 0x03]);

const LENGTH_BYTES = 3;
const ROUTING_HEADER_BYTES = 7;
const EMPTY = Buffer.alloc(0);

/** Cuts a stream of bytes into frames: a 3-byte big-endian length, then the payload. Messages of the socket may hold parts. */
export class FrameBuffer {
  #bytes: Buffer = EMPTY;
  #started = false;

  push(chunk: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
  }

  /** The next whole frame, or `undefined` until more bytes arrive. Throws when the stream does not begin as WhatsApp's does. */
  next(): Buffer | undefined {
    if (!this.#started && !this.#skipPrologue()) return undefined;
    if (this.#bytes.length < LENGTH_BYTES) return undefined;
    const end = LENGTH_BYTES + this.#bytes.readUIntBE(0, LENGTH_BYTES);
    if (this.#bytes.length < end) return undefined;
    const frame = this.#bytes.subarray(LENGTH_BYTES, end);
    this.#bytes = this.#bytes.subarray(end);
    return frame;
  }

  #skipPrologue(): boolean {
    let start = 0;
    // A client that was once told its edge (ib/edge_routing) repeats it in front: "ED", 0, 1, length, bytes.
    if (this.#bytes.subarray(0, 2).toString("latin1") === "ED") {
      if (this.#bytes.length < ROUTING_HEADER_BYTES) return false;
      start = ROUTING_HEADER_BYTES + this.#bytes.readUIntBE(4, LENGTH_BYTES);
    }
    const end = start + PROLOGUE.length;
    if (this.#bytes.length < end) return false;
    if (!this.#bytes.subarray(start, end).equals(PROLOGUE)) throw new Error("not a WhatsApp stream: bad prologue");
    this.#bytes = this.#bytes.subarray(end);
    this.#started = true;
    return true;
  }
}

/** One payload as it goes on the wire. */
export function encodeFrame(payload: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(LENGTH_BYTES + payload.length);
  frame.writeUIntBE(payload.length, 0, LENGTH_BYTES);
  frame.set(payload, LENGTH_BYTES);
  return frame;
}
