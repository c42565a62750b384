import { expect, it } from "vitest";
import { classifyClose } from "./disconnect.ts";

const linked = (code: number | undefined) => classifyClose({ code, pairing: false, silent: false }, false);

it.each([undefined, 408, 428, 429, 500, 503, 502, 418])(
  "takes code %s of a linked device for an outage and tries again",
  (code) => {
    expect(linked(code)).toMatchObject({ kind: "retry", atOnce: false });
  },
);

it("reconnects at once when WhatsApp asks for a restart", () => {
  expect(linked(515)).toEqual({ kind: "retry", reason: "restart_required", atOnce: true });
});

it.each([
  [401, "logged_out"],
  [403, "banned"],
  [411, "stopped"],
  [440, "replaced"],
])("rests after code %s in the state %s", (code, state) => {
  expect(linked(code)).toMatchObject({ kind: "rest", state });
});

it("goes back to new when nobody scanned the QR, and does not loop", () => {
  expect(classifyClose({ code: 408, pairing: true, silent: false }, true)).toEqual({
    kind: "rest",
    state: "new",
    reason: "qr_expired",
  });
});

it("tries again when the connection timed out before a QR came", () => {
  expect(classifyClose({ code: 408, pairing: true, silent: false }, false)).toMatchObject({ kind: "retry" });
});

it("does not call a refused pairing a log-out: there is nothing to log out of", () => {
  expect(classifyClose({ code: 401, pairing: true, silent: false }, false)).toMatchObject({
    kind: "rest",
    state: "new",
  });
});
