import { expect, it, vi } from "vitest";
import { silentLogger } from "../logger.ts";
import { parseTenantId } from "../types/parse-tenant-id.ts";
import { Emitter } from "./emitter.ts";

const payload = { tenantId: parseTenantId("tenant-a"), status: "connected" } as const;

it("calls every listener with the payload until it is taken off", () => {
  const events = new Emitter(silentLogger);
  const listener = vi.fn();
  events.on("connection", listener);
  events.emit("connection", payload);
  events.off("connection", listener);
  events.emit("connection", payload);
  expect(listener).toHaveBeenCalledExactlyOnceWith(payload);
});

it("logs what a listener throws or rejects with and goes on to the next", async () => {
  const error = vi.fn();
  const events = new Emitter({ ...silentLogger, error });
  const next = vi.fn();
  events.on("connection", () => {
    throw new Error("thrown");
  });
  events.on("connection", () => Promise.reject(new Error("rejected")));
  events.on("connection", next);
  events.emit("connection", payload);
  expect(next).toHaveBeenCalledOnce();
  await vi.waitFor(() => expect(error).toHaveBeenCalledTimes(2));
  expect(error.mock.calls.map(([fields]) => fields.error)).toEqual(["thrown", "rejected"]);
});
