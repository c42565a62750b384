import { expect, it } from "vitest";
import { isLoopback, listen } from "./listener.ts";

it("takes a free port and says where it is", async () => {
  const listener = await listen((_request, response) => void response.end("hello"), "127.0.0.1", 0);
  expect(await (await fetch(listener.url)).text()).toBe("hello");
  await listener.close();
  await expect(fetch(listener.url)).rejects.toThrow();
});

it("names an address that can be visited when it listens on all of them", async () => {
  const listener = await listen(() => undefined, "0.0.0.0", 0);
  expect(listener.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  await listener.close();
});

it("rejects when the port is taken", async () => {
  const first = await listen(() => undefined, "127.0.0.1", 0);
  await expect(listen(() => undefined, "127.0.0.1", Number(new URL(first.url).port))).rejects.toThrow("EADDRINUSE");
  await first.close();
});

it("lets a request at hand end before it closes", async () => {
  let closed = Promise.resolve();
  const listener = await listen(
    (_request, response) => {
      closed = listener.close();
      response.end("hello");
    },
    "127.0.0.1",
    0,
  );
  expect(await (await fetch(listener.url)).text()).toBe("hello");
  await closed;
});

it.each(["127.0.0.1", "127.9.9.9", "localhost", "::1"])("knows %s as this machine alone", (host) => {
  expect(isLoopback(host)).toBe(true);
});

it.each(["0.0.0.0", "::", "192.168.1.2", "example.com"])("knows that others reach %s", (host) => {
  expect(isLoopback(host)).toBe(false);
});
