import { expect, it } from "vitest";
import { el } from "../wire/node.ts";
import { DeliveryQueue } from "./delivery-queue.ts";

const message = (id: string, from: string) => el("message", { id, from });

it("keeps the order in which things came", () => {
  const queue = new DeliveryQueue([message("2", "1@lid"), message("1", "1@lid")]);
  expect(queue.list().map(({ attrs }) => attrs.id)).toEqual(["2", "1"]);
});

it("lets a message go when its receipt comes, to the bare address or the full one", () => {
  const queue = new DeliveryQueue([message("1", "5:3@lid"), message("2", "5:3@lid")]);
  expect(queue.confirm("message", el("receipt", { id: "1", to: "5@lid" }))).toBe(true);
  expect(queue.confirm("message", el("receipt", { id: "2", to: "5:3@lid" }))).toBe(true);
  expect(queue.size).toBe(0);
});

it("does not mix up two chats that use one id", () => {
  const queue = new DeliveryQueue([message("1", "5@lid"), message("1", "6@lid")]);
  queue.confirm("message", el("receipt", { id: "1", to: "6@lid" }));
  expect(queue.list()).toEqual([message("1", "5@lid")]);
});

it("finds a copy of an own message by the chat that it was sent to", () => {
  const queue = new DeliveryQueue([el("message", { id: "1", from: "5:1@lid", recipient: "6@lid" })]);
  expect(queue.confirm("message", el("receipt", { id: "1", type: "sender", recipient: "6@lid" }))).toBe(true);
});

it("keeps delivered and read apart", () => {
  const receipt = (type?: string) => el("receipt", { id: "1", from: "5@lid", type });
  const queue = new DeliveryQueue([receipt(), receipt("read")]);
  queue.confirm("receipt", el("ack", { class: "receipt", id: "1", to: "5@lid", type: "read" }));
  expect(queue.list()).toEqual([receipt()]);
});

it("puts a message that is sent again in the place of the first", () => {
  const queue = new DeliveryQueue([message("1", "5@lid")]);
  queue.add(el("message", { id: "1", from: "5@lid", t: "9" }));
  expect(queue.list()).toEqual([el("message", { id: "1", from: "5@lid", t: "9" })]);
  expect(queue.count("message")).toBe(1);
});

it("keeps what was sent again when the first, which could not be read, is refused only then", () => {
  const again = el("message", { id: "1", from: "5@lid" }, [el("enc", { type: "pkmsg", count: "1" })]);
  const queue = new DeliveryQueue([message("1", "5@lid"), again]);
  const refusal = el("ack", { class: "message", id: "1", to: "5@lid", error: "500" });
  expect(queue.confirm("message", refusal)).toBe(false);
  expect(queue.list()).toEqual([again]);
  expect(queue.confirm("message", el("receipt", { id: "1", to: "5@lid" }))).toBe(true);
});
