/** What goes wrong on purpose. Everything is off by default. */
export interface FaultSettings {
  /** Milliseconds that every stanza to a client waits; their order is kept. */
  latencyMs: number;
  /** Resets each connection after this many further stanzas to its client; 0 never. Counts anew for a new connection. */
  dropAfterStanzas: number;
  /** Clients get no `<ack>` for what they send. */
  withholdAcks: boolean;
  /** Clients get every message, receipt and notification twice. */
  duplicateStanzas: boolean;
  /** `ib/offline`, without which Baileys holds events back, waits until the fault is cleared. */
  holdOfflineMarker: boolean;
  /** Clients get nothing at all, and their connections stay open. What is for their devices waits in the queue. */
  mute: boolean;
  /** Clients get everything damaged, so that they cannot decrypt it. */
  garble: boolean;
  /** Clients whose version ends in a smaller number than this are refused with 405; 0 refuses nobody. */
  oldestRevision: number;
  /** Only connections of this phone number suffer; `null` for all. */
  phone: string | null;
}

const NO_FAULTS = {
  latencyMs: 0,
  dropAfterStanzas: 0,
  withholdAcks: false,
  duplicateStanzas: false,
  holdOfflineMarker: false,
  mute: false,
  garble: false,
  oldestRevision: 0,
  phone: null,
} as const satisfies FaultSettings;

/** The switchboard of faults. Changes take effect at once, on open connections too. */
export class Faults {
  #settings: FaultSettings = NO_FAULTS;
  readonly #listeners = new Set<() => void>();

  get settings(): Readonly<FaultSettings> {
    return this.#settings;
  }

  /** Sets what is given and leaves the rest as it is. */
  set(settings: Partial<FaultSettings>): void {
    this.#settings = { ...this.#settings, ...settings };
    this.#changed();
  }

  /** Back to a healthy network. Offline markers that were held go out. */
  clear(): void {
    this.#settings = NO_FAULTS;
    this.#changed();
  }

  /** What a connection of `phone` suffers now. */
  for(phone: string | undefined): Readonly<FaultSettings> {
    const { phone: only } = this.#settings;
    return only === null || only === phone ? this.#settings : NO_FAULTS;
  }

  /** Calls `listener` after each change until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
