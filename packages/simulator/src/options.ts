import type { SimulatorLog } from "./log.ts";

/** How a simulator starts. Everything may be left out. */
export interface SimulatorOptions {
  /** Address to listen on. Leave it local: the admin API has no password. @defaultValue `"127.0.0.1"` */
  host?: string;
  /** Port of both the WebSocket and the admin API; 0 takes a free one. @defaultValue `0` */
  port?: number;
  /**
   * Where accounts, devices, keys and undelivered messages survive a stop. The server's own keys are kept there too, so
   * clients go on trusting it. Absent: nothing survives.
   */
  stateFile?: string;
  /** Milliseconds between a change and its writing to the state file. Lower it if you kill the process. @defaultValue `200` */
  persistDelayMs?: number;
  /** Milliseconds until the first QR code of a connection is over. @defaultValue `60_000`, as WhatsApp's */
  qrFirstMs?: number;
  /** Milliseconds until each further QR code is over. @defaultValue `20_000`, as WhatsApp's */
  qrNextMs?: number;
  /** Receives what happens inside. @defaultValue silence */
  log?: SimulatorLog;
}

/** The only place where options have defaults. */
export const DEFAULTS = {
  host: "127.0.0.1",
  port: 0,
  persistDelayMs: 200,
  qrFirstMs: 60_000,
  qrNextMs: 20_000,
  log: () => {},
} satisfies SimulatorOptions;
