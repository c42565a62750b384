import { parseTenantId, type SessionStatus } from "@polyphone/core";
import { expect, it } from "vitest";
import { anybodyAs } from "../../test/anybody-as.ts";
import type { Route } from "../routing/define-route.ts";
import { sessionRoutes } from "./session-routes.ts";

type Owner = Awaited<ReturnType<Parameters<typeof sessionRoutes>[0]["read"]["check"]>>;

const QR = "2@ref,noise,identity,secret";
const WAITING: SessionStatus = {
  state: "waiting_qr",
  account: null,
  qr: QR,
  qrExpiresAt: 1_767_225_600_000,
  pairingCode: null,
  reason: null,
  attempt: 0,
  retryAt: null,
};
const CONNECTED: SessionStatus = { ...WAITING, state: "connected", qr: null, qrExpiresAt: null };
const IDLE: Owner = {
  id: parseTenantId("tenant-a"),
  status: WAITING,
  pair: async function* ({ phone } = {}) {
    yield { kind: "code", code: `code of ${phone}` };
  },
  disconnect: async () => undefined,
  connect: async () => ({ status: "waiting_qr", qr: QR }),
  logout: async () => undefined,
};

/** What the route answers for a tenant that behaves so. */
function ask(path: Route["path"], owner: Partial<Owner> = {}, body: object = {}): Promise<object> {
  const routes = sessionRoutes(anybodyAs({ ...IDLE, ...owner }));
  const route = routes.find((candidate) => candidate.path === path);
  if (route === undefined) throw new Error(`No route ${path}`);
  const request = { query: {}, params: {} } as Parameters<Route["answer"]>[0];
  return route.answer(request, async () => body, new AbortController());
}

const PNG = expect.stringMatching(/^data:image\/png;base64,[A-Za-z0-9+/]+=*$/);

it("starts with a QR, as text and as an image", async () => {
  expect(await ask("/session/start")).toEqual({ success: true, status: "waiting_qr", qr: QR, qrBase64: PNG });
});

it("starts connected when the tenant is paired", async () => {
  expect(await ask("/session/start", { connect: async () => ({ status: "connected" }) })).toEqual({
    success: true,
    status: "connected",
    message: "WhatsApp connection successful",
  });
});

it("shows the QR while it waits for the scan", async () => {
  expect(await ask("/session/status")).toEqual({
    success: true,
    isConnected: false,
    qr: QR,
    qrBase64: PNG,
    qrExpiresAt: 1_767_225_600_000,
    status: "waiting_qr",
    reason: null,
    attempt: 0,
    retryAt: null,
  });
});

it("has no image when there is no QR", async () => {
  expect(await ask("/session/status", { status: CONNECTED })).toEqual({
    success: true,
    isConnected: true,
    qr: null,
    status: "connected",
    reason: null,
    attempt: 0,
    retryAt: null,
  });
});

it("says so when it has logged out", async () => {
  expect(await ask("/session/logout")).toEqual({
    success: true,
    status: "logged_out",
    message: "Session successfully terminated",
  });
});

it("gives the code to type on the phone", async () => {
  expect(await ask("/session/pairing-code", {}, { phone: "49151" })).toEqual({
    success: true,
    status: "waiting_qr",
    pairingCode: "code of 49151",
  });
});

it("shows the code while it waits for it to be typed", async () => {
  expect(await ask("/session/status", { status: { ...WAITING, pairingCode: "ABCD1234" } })).toMatchObject({
    pairingCode: "ABCD1234",
  });
});

it("has no code for a tenant that is paired", async () => {
  const pair: Owner["pair"] = async function* () {
    yield { kind: "connected", account: "1@s.whatsapp.net" };
  };
  await expect(ask("/session/pairing-code", { pair }, { phone: "49151" })).rejects.toMatchObject({
    code: "ALREADY_PAIRED",
  });
});

it("stops a session and says where it stands", async () => {
  const stopped: SessionStatus = { ...CONNECTED, state: "stopped", reason: "requested" };
  expect(await ask("/session/stop", { status: stopped })).toEqual({
    success: true,
    status: "stopped",
    message: "Session stopped. The tenant stays paired.",
  });
});
