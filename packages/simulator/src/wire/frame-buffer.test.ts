import { expect, it } from "vitest";
import { encodeFrame, FrameBuffer, PROLOGUE } from "./frame-buffer.ts";

const framesOf = (chunks: readonly Buffer[]): string[] => {
  const buffer = new FrameBuffer();
  const frames: string[] = [];
  for (const chunk of chunks) {
    buffer.push(chunk);
    for (let frame = buffer.next(); frame; frame = buffer.next()) frames.push(frame.toString());
  }
  return frames;
};
const stream = Buffer.concat([PROLOGUE, encodeFrame(Buffer.from("one")), encodeFrame(Buffer.from("two"))]);

it("finds two frames in one message", () => {
  expect(framesOf([stream])).toEqual(["one", "two"]);
});

it("puts frames together that arrive byte by byte", () => {
  expect(framesOf([...stream].map((byte) => Buffer.from([byte])))).toEqual(["one", "two"]);
});

it("skips the routing prologue of a client that knows its edge", () => {
  const routing = Buffer.from([0x45, 0x44, 0, 1, 0, 0, 2, 0xaa, 0xbb]);
  expect(framesOf([Buffer.concat([routing, stream])])).toEqual(["one", "two"]);
});

it("refuses a stream that is not WhatsApp's", () => {
  expect(() => framesOf([Buffer.from("GET / HTTP/1.1")])).toThrow("bad prologue");
});
