import { afterEach, expect, it, vi } from "vitest";
import { quietLibsignal } from "./quiet-libsignal.ts";

const { console: target } = globalThis;

afterEach(() => {
  vi.restoreAllMocks();
});

it("drops what libsignal prints and lets everything else through", () => {
  const info = vi.spyOn(target, "info").mockImplementation(() => {});
  const undo = quietLibsignal();
  target.info("Closing session:", { privKey: "secret" });
  target.info("hello");
  undo();
  target.info("Closing session:", "not ours any more");
  expect(info.mock.calls).toEqual([["hello"], ["Closing session:", "not ours any more"]]);
});

it("stays on until the last of its users is gone", () => {
  const warn = vi.spyOn(target, "warn").mockImplementation(() => {});
  const undos = [quietLibsignal(), quietLibsignal()];
  undos[0]?.();
  undos[0]?.();
  target.warn("Session already closed", {});
  expect(warn).not.toHaveBeenCalled();
  undos[1]?.();
  target.warn("Session already closed", {});
  expect(warn).toHaveBeenCalledOnce();
});
