import { SimulatorError } from "./errors.ts";

/**
 * The screens on which clients show QR codes now. A server cannot know them, because a part of each code is the client's
 * secret: whoever runs both sides tells it, so that a phone can scan with one click.
 */
export class Screens {
  readonly #codes = new Map<string, string>();

  constructor(private readonly changed: () => void) {}

  /** Shows a code under a name, in the place of the last one; `null` takes it away. */
  show(name: string, qr: string | null): void {
    if ((this.#codes.get(name) ?? null) === qr) return;
    if (qr === null) this.#codes.delete(name);
    else this.#codes.set(name, qr);
    this.changed();
  }

  names(): string[] {
    return [...this.#codes.keys()];
  }

  /** What a screen shows. Throws `UNKNOWN_QR`. */
  read(name: string): string {
    const qr = this.#codes.get(name);
    if (qr === undefined) throw new SimulatorError("UNKNOWN_QR", `no screen in sight is called ${name}`);
    return qr;
  }
}
