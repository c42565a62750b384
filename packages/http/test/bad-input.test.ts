import { expect, it } from "vitest";
import { api, tokenOf } from "./api.ts";

/** Sends this body to a route that wants `{ to, message }`. */
const post = async (body: string, headers: Record<string, string> = {}) =>
  (await api())("POST", "/api/message/send-text", { token: await tokenOf(), body, headers });

it.each(["{", '{"to":', "nothing"])("answers 400 to what is no JSON: %s", async (body) => {
  expect(await post(body)).toMatchObject({ status: 400, body: { success: false, code: "MALFORMED_JSON" } });
});

it.each(["null", "7", "[]", '"text"', "{}"])("answers 422 to JSON of the wrong shape: %s", async (body) => {
  expect(await post(body)).toMatchObject({ status: 422, body: { success: false, code: "INVALID_REQUEST" } });
});

it("names each member that is wrong", async () => {
  const { body } = await post('{"to":5,"message":"hi","colour":"red"}');
  expect(body).toMatchObject({ errors: [{ path: "to" }, { path: "colour", message: "Unknown" }] });
});

it("answers 422 to what is no recipient", async () => {
  expect(await post('{"to":"nobody","message":"hi"}')).toMatchObject({
    status: 422,
    body: { code: "INVALID_RECIPIENT" },
  });
});

it("answers 415 to what is not sent as JSON", async () => {
  expect(await post("to=5", { "content-type": "text/plain" })).toMatchObject({
    status: 415,
    body: { code: "UNSUPPORTED_MEDIA_TYPE" },
  });
});

it("answers 413 to a body over 100 kB", async () => {
  expect(await post(JSON.stringify({ to: "x".repeat(102_400) }))).toMatchObject({
    status: 413,
    body: { success: false, code: "BODY_TOO_LARGE", message: "A body has at most 102400 bytes." },
  });
});

it.each(["limit=0", "limit=501", "limit=ten", "limits=5", "cursor="])(
  "answers 422 to a bad query: %s",
  async (query) => {
    const ask = await api();
    const answer = await ask("GET", `/api/message/conversations?${query}`, { token: await tokenOf() });
    expect(answer).toMatchObject({ status: 422, body: { success: false, code: "INVALID_REQUEST" } });
  },
);

it.each(["%", "%zz", "%ff", "%c0%ae"])("answers 400 to a path that cannot be decoded: %s", async (escaped) => {
  const ask = await api();
  const answer = await ask("DELETE", `/api/webhooks/${escaped}`, { token: await tokenOf() });
  expect(answer).toMatchObject({ status: 400, body: { success: false, code: "MALFORMED_PATH" } });
});
