type Print = (...parts: unknown[]) => void;
const METHODS = ["log", "info", "warn", "error"] as const;

/** How libsignal 6.0.0 begins the lines it prints (session_record.js, session_cipher.js, session_builder.js, queue_job.js). */
const BEGINNINGS = [
  "Closing session",
  "Opening session",
  "Closing open session",
  "Removing old closed session",
  "Session already closed",
  "Session already open",
  "Migrating session to",
  "Failed to decrypt message with any known session",
  "Decrypted message with closed session",
  "Session error:",
  "Unhandled bucket type",
  "V1 session storage migration error",
];

let users = 0;
let originals: [(typeof METHODS)[number], Print, Print][] = [];

/**
 * Keeps libsignal's own output away: it prints whole sessions, private keys included, through `console`, and has no
 * switch for it. Everything else passes. Returns the function that undoes it; calls may nest.
 */
export function quietLibsignal(): () => void {
  // The one thing here that is global, because console is.
  const target: Record<(typeof METHODS)[number], Print> = globalThis.console;
  if (users++ === 0) {
    originals = METHODS.map((method) => {
      const original = target[method];
      const guarded: Print = (...parts) => {
        if (users === 0 || !isLibsignal(parts)) original.apply(target, parts);
      };
      target[method] = guarded;
      return [method, original, guarded];
    });
  }
  let undone = false;
  return () => {
    if (undone) return;
    undone = true;
    if (--users > 0) return;
    // Somebody may have wrapped ours meanwhile; then ours stays below and lets everything through.
    for (const [method, original, guarded] of originals) if (target[method] === guarded) target[method] = original;
  };
}

function isLibsignal(parts: readonly unknown[]): boolean {
  const [first] = parts;
  return typeof first === "string" && BEGINNINGS.some((beginning) => first.startsWith(beginning));
}
