import express, { type ErrorRequestHandler, type Express, type Request } from "express";

/** A user of the shop. */
export interface User {
  readonly id: string;
  readonly orders: readonly string[];
}

/** The shop's users by the session that they are logged in with. */
export type Sessions = ReadonlyMap<string, User>;

/** An app that was there before: it parses bodies, knows its own users and answers errors in its own form. */
export function createShop(sessions: Sessions, mount: (app: Express) => void): Express {
  const app = express().disable("x-powered-by");
  app.use(express.json());
  app.get("/orders", (request, response) => {
    response.json({ orders: loggedIn(sessions, request).orders });
  });
  app.post("/orders", (request, response) => {
    const { id } = loggedIn(sessions, request);
    response.status(201).json({ ordered: request.body, by: id });
  });
  app.get("/broken", () => {
    throw new Error("the shop's database is on fire");
  });
  mount(app);
  app.use((_request, response) => {
    response.status(404).json({ error: "The shop has no such page." });
  });
  app.use(answerError);
  return app;
}

/** Whose request this is; `undefined` of a stranger's. A header and no cookie, which other sites' pages would send along. */
export const userOf = (sessions: Sessions, request: Request): User | undefined =>
  sessions.get(request.get("x-shop-session") ?? "");

class LoginNeededError extends Error {
  readonly status = 401;
}

function loggedIn(sessions: Sessions, request: Request): User {
  const user = userOf(sessions, request);
  if (user === undefined) throw new LoginNeededError("Log in first.");
  return user;
}

const answerError: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  const status = error instanceof Error && "status" in error && typeof error.status === "number" ? error.status : 500;
  response
    .status(status)
    .json({ error: status < 500 && error instanceof Error ? error.message : "The shop is broken." });
};
