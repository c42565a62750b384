import { fileURLToPath } from "node:url";
import { isLocalRequest } from "@polyphone/http";
import type { PhonePage } from "@polyphone/simulator";
import express, { Router } from "express";

const DEMO = fileURLToPath(new URL("../demo", import.meta.url));
const DEMO_HEADERS = {
  "Content-Security-Policy":
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
};

/**
 * What comes with the embedded WhatsApp: the phone in the browser, and `/demo`, which shows it beside a tenant's session. They
 * have no password; to everybody but this machine they are not there.
 */
export function localPages(phone: PhonePage): Router {
  const router = Router();
  router.use(["/phone", "/demo"], (request, _response, next) => next(isLocalRequest(request) ? undefined : "router"));
  router.use("/phone", phone.listener);
  router.use(
    "/demo",
    express.static(DEMO, { setHeaders: (response) => response.setHeaders(new Map(Object.entries(DEMO_HEADERS))) }),
  );
  return router;
}
