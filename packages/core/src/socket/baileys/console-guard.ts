/**
 * libsignal 6.0.0 prints session records, private keys included, through `console`. These are the beginnings of
 * everything it prints, read off its session_record.js, session_builder.js, session_cipher.js, queue_job.js and curve.js.
 */
const LIBSIGNAL_LINES = [
  "Closing session:",
  "Closing open session in favor of incoming prekey bundle",
  "Opening session:",
  "Session already closed",
  "Session already open",
  "Removing old closed session:",
  "Decrypted message with closed session.",
  "Failed to decrypt message with any known session...",
  "Session error:",
  "Migrating session to:",
  "V1 session storage migration error:",
  "Unhandled bucket type (for naming):",
  "WARNING: Expected pubkey of length 33",
];
const METHODS = ["info", "warn", "error"] as const;

let guarded = false;

/** Keeps libsignal's lines off the host's output and lets every other line pass. Installed once for the process. */
export function guardConsole(): void {
  if (guarded) return;
  guarded = true;
  for (const method of METHODS) {
    const print = console[method].bind(console);
    console[method] = (...values: unknown[]) => {
      const [first] = values;
      if (typeof first === "string" && LIBSIGNAL_LINES.some((line) => first.startsWith(line))) return;
      print(...values);
    };
  }
}
