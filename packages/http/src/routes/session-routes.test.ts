import type { SessionStatus } from "@polyphone/core";
import { expect, it } from "vitest";
import type { Route } from "../routing/define-route.ts";
import { sessionRoutes } from "./session-routes.ts";

type Owner = Awaited<ReturnType<Parameters<typeof sessionRoutes>[0]["check"]>>;

const QR = "2@ref,noise,identity,secret";
const WAITING: SessionStatus = { state: "waiting_qr", account: null, qr: QR, reason: null, attempt: 0, retryAt: null };
const IDLE: Owner = {
  status: WAITING,
  connect: async () => ({ status: "waiting_qr", qr: QR }),
  logout: async () => undefined,
};

/** What the route answers for a tenant that behaves so. */
function ask(path: Route["path"], owner: Partial<Owner> = {}): Promise<object> {
  const routes = sessionRoutes({ scheme: "bearer", check: async () => ({ ...IDLE, ...owner }) });
  const route = routes.find((candidate) => candidate.path === path);
  if (route === undefined) throw new Error(`No route ${path}`);
  const request = { query: {} } as Parameters<Route["answer"]>[0];
  return route.answer(request, async () => ({}), new AbortController().signal);
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
    status: "waiting_qr",
    reason: null,
    retryAt: null,
  });
});

it("has no image when there is no QR", async () => {
  expect(await ask("/session/status", { status: { ...WAITING, state: "connected", qr: null } })).toEqual({
    success: true,
    isConnected: true,
    qr: null,
    status: "connected",
    reason: null,
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
