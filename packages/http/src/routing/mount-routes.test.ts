import { EventEmitter, once } from "node:events";
import express, { Router } from "express";
import { expect, it } from "vitest";
import { z } from "zod";
import { recordingLogger } from "../../test/recording-logger.ts";
import { served } from "../../test/served.ts";
import { answerProblem } from "../problems/answer-problem.ts";
import { noBody, noQuery } from "../schemas/nothing.ts";
import { defineRoute } from "./define-route.ts";
import { mountRoutes } from "./mount-routes.ts";
import { jsonReader } from "./read-json.ts";
import { EVENT_STREAM_DEFAULTS } from "./send-events.ts";

it("tells the handler that its caller has hung up, and calls that no failure", async () => {
  const { logger, errors } = recordingLogger();
  const events = new EventEmitter();
  const route = defineRoute({
    method: "POST",
    path: "/slow",
    summary: "Takes long.",
    auth: { scheme: "none", check: async () => undefined },
    body: noBody,
    query: noQuery,
    result: z.object({}),
    async handler({ signal }) {
      events.emit("waiting");
      await once(signal, "abort");
      setImmediate(() => events.emit("gone"));
      throw signal.reason;
    },
  });
  const router = Router();
  mountRoutes(router, [route], { readJson: jsonReader(100), events: EVENT_STREAM_DEFAULTS });
  router.use(answerProblem(logger));
  const ask = await served(express().use(router));

  const hangUp = new AbortController();
  const waiting = once(events, "waiting");
  const gone = once(events, "gone");
  const answer = ask("POST", "/slow", { signal: hangUp.signal });
  await waiting;
  hangUp.abort();
  await expect(answer).rejects.toThrow();
  await gone;
  expect(errors).toEqual([]);
});
