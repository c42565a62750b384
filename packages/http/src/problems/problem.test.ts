import { parseTenantId, SessionNotConnectedError, StorageFailedError } from "@polyphone/core";
import { expect, it } from "vitest";
import { toProblem } from "./problem.ts";
import { InvalidRequestError } from "./request-errors.ts";

it("tells the caller what to do next", () => {
  expect(toProblem(new SessionNotConnectedError(parseTenantId("tenant-a"), "waiting_qr"))).toEqual({
    status: 409,
    headers: {},
    body: {
      success: false,
      message: "Tenant tenant-a is waiting_qr, not connected: call connect() and scan the QR first.",
      code: "SESSION_NOT_CONNECTED",
      type: "about:blank",
      title: "Conflict",
      status: 409,
      detail: "Tenant tenant-a is waiting_qr, not connected: call connect() and scan the QR first.",
    },
  });
});

it("lists what is wrong with an input", () => {
  const { status, body } = toProblem(new InvalidRequestError("query", [{ path: "limit", message: "Too big" }]));
  expect(status).toBe(422);
  expect(body).toMatchObject({
    success: false,
    message: "The query is not valid. limit: Too big",
    code: "INVALID_REQUEST",
    errors: [{ path: "limit", message: "Too big" }],
  });
});

it.each([
  new StorageFailedError("The batch at /secret/path", { cause: new Error("disk full") }),
  new Error("password=hunter2"),
  "a string",
  undefined,
])("reveals nothing of a failure of ours: %s", (error) => {
  const { status, body } = toProblem(error);
  expect(status).toBe(500);
  expect(body.message).toBe("Something went wrong on the server; it has been logged. Try again later.");
});
