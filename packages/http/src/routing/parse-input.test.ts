import { expect, it } from "vitest";
import { InvalidRequestError } from "../problems/request-errors.ts";
import { textRequest } from "../schemas/message.ts";
import { parseInput } from "./parse-input.ts";

function refusal(body: unknown): InvalidRequestError {
  try {
    parseInput("body", textRequest, body);
  } catch (error) {
    if (error instanceof InvalidRequestError) return error;
  }
  throw new Error("The body was taken");
}

it("returns what the schema makes of a good input", () => {
  const body = { to: "1234567890", message: "hi" };
  expect(parseInput("body", textRequest, body)).toEqual(body);
});

it("names every member that is wrong", () => {
  const { issues, message } = refusal({ to: 5, message: "", colour: "red" });
  expect(issues.map(({ path }) => path)).toEqual(["to", "message", "colour"]);
  expect(message).toMatch(/^The body is not valid\. to: .*; message: .*; colour: Unknown$/);
});

it("answers a hostile body with a short refusal", () => {
  const hostile = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`${index}`.padEnd(500, "x"), 1]));
  const { issues, message } = refusal(hostile);
  expect(issues.length).toBeLessThanOrEqual(20);
  expect(message.length).toBeLessThan(4000);
});

it.each([undefined, null, "text", 7, []])("refuses %j as a whole", (body) => {
  expect(refusal(body).issues).toMatchObject([{ path: "" }]);
});
