import { expect, it } from "vitest";
import { hashOf, type View, viewOf } from "./view.ts";

it.each<View>([
  { name: "chats" },
  { name: "business" },
  { name: "chat", jid: "4915112345678@s.whatsapp.net" },
  { name: "chat", jid: "4915112345678-1600000000@g.us" },
  { name: "chat", jid: "4915112345678@s.whatsapp.net", message: "3EB0C4" },
  { name: "chat", jid: "<a/#?%&>", message: "/" },
])("finds %o again in its address", (view) => {
  expect(viewOf(hashOf(view))).toEqual(view);
});

it("begins with the conversations", () => {
  expect(viewOf("")).toEqual({ name: "chats" });
});

it.each(["#", "#main", "#chat", "#chat/", "#chat/%", "#chat/%E0%A4%A", "#chat/a/b/c", "#businesses"])(
  "takes %j for no view",
  (hash) => {
    expect(viewOf(hash)).toBeUndefined();
  },
);
