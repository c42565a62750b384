/** What is measured: the same few things, by us and by bare Baileys sockets. Runs in a process of its own. */
export interface Subject {
  /** Opens a paired tenant's session and resolves when it is connected. */
  open(tenant: string): Promise<void>;
  /** Opens what is paired, as many at a time as the options say. Resolves when all of them are connected. */
  resume(tenants: readonly string[]): Promise<void>;
  /** Closes it again, still paired. */
  close(tenant: string): Promise<void>;
  /** Shows a QR of an unpaired tenant to `scan`, and resolves when it is connected. */
  pair(tenant: string, scan: (qr: string) => Promise<void>): Promise<void>;
  /** Sends a text and resolves when the client has handed it over. */
  send(tenant: string, to: string, text: string): Promise<void>;
  /** Called once for each message of somebody else, when the application has it. */
  onReceived(listener: () => void): void;
  /** Called once for each receipt that says delivered. */
  onDelivered(listener: () => void): void;
  stop(): Promise<void>;
}

/** Where the subject finds WhatsApp and keeps its files. */
export interface SubjectOptions {
  readonly url: string;
  readonly noiseRootPublicKey: string;
  readonly directory: string;
  /** Where we keep credentials; Baileys' own way is files. */
  readonly store: "file" | "sqlite";
  /** Begins with `resume`, so many sessions at a time. Absent when sessions are opened one by one. */
  readonly resumeConcurrency?: number;
}
