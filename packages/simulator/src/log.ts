/**
 * Receives what happens inside the simulator: an event name and fields. It never gets message bodies or keys.
 * The default is silence.
 */
export type SimulatorLog = (event: string, fields: Readonly<Record<string, unknown>>) => void;
