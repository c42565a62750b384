import type { components } from "@polyphone/client";

type State = components["schemas"]["SessionState"];

/** What the session manager says of the session itself. */
export const session = {
  title: "WhatsApp session",
  loading: "Asking how the session is …",
  about: {
    new: "No phone is linked, or the session was not started yet.",
    connecting: "Connecting to WhatsApp …",
    waiting_qr: "Scan the code with the phone whose number is to be used here.",
    connected: "Messages come in and go out.",
    reconnecting: "The session comes back by itself.",
    replaced: "Another program uses this session now. Start it here to take it back.",
    logged_out: "The phone is not linked any more. Start the session to link one.",
    banned: "WhatsApp does not let this number in.",
    stopped: "The session rests. The phone stays linked, and what arrives meanwhile waits at WhatsApp.",
  } satisfies Record<State, string>,
  reasons: {
    qr_expired: "Nobody scanned the code in time.",
    pairing_incomplete: "The linking was not finished.",
    restart_required: "WhatsApp asked for a new connection.",
    connection_lost: "The connection to WhatsApp was lost.",
    connection_silent: "WhatsApp had stopped answering.",
    service_unavailable: "WhatsApp is not available at the moment.",
    version_rejected: "WhatsApp does not accept this version of its client.",
    device_mismatch: "WhatsApp does not know this device any more.",
    replaced: "The session was opened somewhere else.",
    logged_out: "The device was removed on the phone.",
    banned: "The number was banned.",
    storage_failed: "The server could not store what WhatsApp sent.",
  } as Readonly<Record<string, string>>,
  nextTry: (attempt: number, seconds: number) =>
    seconds > 0 ? `Try ${attempt} in ${seconds} s.` : `Try ${attempt} is under way.`,
  number: (number: string) => `Number ${number}`,
  start: "Start",
  stop: "Stop",
  logOut: "Log out …",
  logOutTitle: "Unlink the phone?",
  logOutConfirm: "Log out and unlink",
  logOutMeans:
    "The phone and this session are separated: messages neither come in nor go out until a phone is linked again with a new code. What is stored stays.",
  logOutIsNot: "To leave only this page, use “Sign out” instead: the session goes on then.",
  pairTitle: "Link a phone",
  qr: "QR code that links a phone. Who cannot see it uses the code for the phone number instead.",
  newQr: (seconds: number) => (seconds > 0 ? `A new code comes in ${seconds} s.` : "A new code is coming …"),
  steps: [
    "Open WhatsApp on the phone.",
    "Choose “Linked devices” in the menu or the settings, then “Link a device”.",
    "Point the phone at this code.",
  ],
  codeTitle: "With the phone number instead",
  codeHint: "On the phone choose “Link with phone number instead”, and type the code that is shown here.",
  phone: "Phone number with country code",
  getCode: "Get a code",
  code: "Code to type on the phone:",
  copyCode: "Copy the code",
};
