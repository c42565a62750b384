import { parseTenantId, SendFailedError } from "@polyphone/core";
import express, { type RequestHandler } from "express";
import { expect, it } from "vitest";
import { recordingLogger } from "../../test/recording-logger.ts";
import { served } from "../../test/served.ts";
import { answerProblem } from "./answer-problem.ts";
import { RouteNotFoundError } from "./request-errors.ts";

/** An app whose only route does this, and what it logs as an error. */
function failing(route: RequestHandler) {
  const { logger, errors } = recordingLogger();
  return { errors, app: express().use(express.json()).use("/api", route, answerProblem(logger)) };
}

it("logs a failure of ours with its causes, and nothing that the caller wrote", async () => {
  const cause = Object.assign(new Error("stream closed"), { data: "the message" });
  const { app, errors } = failing(() => {
    throw new SendFailedError(parseTenantId("tenant-a"), { cause });
  });
  const answer = await (await served(app))("POST", "/api/send?token=t", { body: { text: "the message" } });
  expect(answer).toMatchObject({ status: 502, body: { success: false, code: "SEND_FAILED" } });
  expect(errors).toEqual([
    {
      method: "POST",
      path: "/api/send",
      status: 502,
      code: "SEND_FAILED",
      stacks: [expect.stringContaining("could not be handed"), expect.stringContaining("stream closed")],
    },
  ]);
  expect(JSON.stringify(errors)).not.toContain("the message");
});

it("logs nothing when the caller was wrong", async () => {
  const { app, errors } = failing(() => {
    throw new RouteNotFoundError();
  });
  expect(await (await served(app))("GET", "/api")).toMatchObject({ status: 404 });
  expect(errors).toEqual([]);
});

it("cuts an answer that fails half way", async () => {
  const { app } = failing((_request, response) => {
    response.write('{"half":');
    throw new Error("the other half is gone");
  });
  await expect((await served(app))("GET", "/api")).rejects.toThrow();
});
