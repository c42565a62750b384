import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { EventStream } from "./event-stream.ts";

const look = vi.fn(() => [["news", "{}"] as const]);
let response: ServerResponse;
let stream: EventStream;

beforeEach(() => {
  vi.useFakeTimers();
  look.mockClear();
  response = new ServerResponse(new IncomingMessage(new Socket()));
  stream = new EventStream(response, look);
});

afterEach(() => {
  stream.end();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

it("looks once for all changes of a moment", () => {
  for (let change = 0; change < 100; change++) stream.changed();
  vi.advanceTimersByTime(1_000);
  expect(look).toHaveBeenCalledTimes(2);
});

it("writes nothing after its end, whatever changes while its last words leave", () => {
  const write = vi.spyOn(response, "write");
  stream.end();
  stream.changed();
  vi.advanceTimersByTime(60_000);
  expect(write).not.toHaveBeenCalled();
});

it("waits for a reader who is slow, and then shows how things are", () => {
  const needsDrain = vi.spyOn(response, "writableNeedDrain", "get").mockReturnValue(true);
  stream.changed();
  vi.advanceTimersByTime(1_000);
  expect(look).toHaveBeenCalledOnce();
  needsDrain.mockReturnValue(false);
  response.emit("drain");
  vi.advanceTimersByTime(1_000);
  expect(look).toHaveBeenCalledTimes(2);
});
