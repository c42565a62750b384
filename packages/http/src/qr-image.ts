import { toDataURL } from "qrcode";
import { BoundedMap } from "./bounded-map.ts";

/** How many QRs are kept drawn: each is about 5 kB, and polled many times in the minute that it lives. */
const MAX_IMAGES = 256;

/** Draws QRs as PNG data URLs, each one once however often it is asked for. */
export class QrImages {
  readonly #images = new BoundedMap<string, Promise<string>>(MAX_IMAGES);

  /** Resolves with `data:image/png;base64,…`. */
  draw(qr: string): Promise<string> {
    const known = this.#images.get(qr);
    if (known) return known;
    const image = toDataURL(qr, { type: "image/png" });
    this.#images.set(qr, image);
    return image;
  }
}
