import { type Logger, pino } from "pino";

/** JSON lines on standard output. */
export const createLogger = (level: "info" | "error" | "silent"): Logger => pino({ level, base: null });
