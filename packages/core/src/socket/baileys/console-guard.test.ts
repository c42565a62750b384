import { afterEach, expect, it, vi } from "vitest";

afterEach(() => {
  vi.restoreAllMocks();
  vi.resetModules();
});

it("keeps libsignal's session records off the console and lets every other line through, with its arguments", async () => {
  const printed: unknown[][] = [];
  for (const method of ["info", "warn", "error"] as const) {
    vi.spyOn(console, method).mockImplementation((...values: unknown[]) => void printed.push([method, ...values]));
  }
  const { guardConsole } = await import("./console-guard.ts");
  guardConsole();
  guardConsole();
  console.info("Closing session:", { privKey: "secret" });
  console.warn("Session already closed", { privKey: "secret" });
  console.error("Session error:Error: Bad MAC", "stack");
  console.info("closing the shop", 1);
  console.warn({ an: "object" });
  console.error("Session of the board", 2);
  expect(printed).toEqual([
    ["info", "closing the shop", 1],
    ["warn", { an: "object" }],
    ["error", "Session of the board", 2],
  ]);
});
