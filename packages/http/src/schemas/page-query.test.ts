import { expect, it } from "vitest";
import { chatPageQuery, pageQuery } from "./page-query.ts";

it("asks for 50 items from the newest unless told otherwise", () => {
  expect(pageQuery.parse({})).toEqual({ limit: 50 });
});

it.each(["1", "500"])("takes a limit of %s", (limit) => {
  expect(pageQuery.parse({ limit })).toEqual({ limit: Number(limit) });
});

it.each(["0", "501", "-1", "1.5", "1e2", "0x10", "many", "", ["1", "2"]])("refuses a limit of %j", (limit) => {
  expect(pageQuery.safeParse({ limit }).success).toBe(false);
});

it.each([{ limits: "5" }, { cursor: "" }, { cursor: "x".repeat(513) }])("refuses %j", (query) => {
  expect(pageQuery.safeParse(query).success).toBe(false);
});

it("wants the chat whose messages are asked for", () => {
  expect(chatPageQuery.safeParse({}).success).toBe(false);
  expect(chatPageQuery.parse({ jid: "1@lid", cursor: "9" })).toEqual({ jid: "1@lid", limit: 50, cursor: "9" });
});
