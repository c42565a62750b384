import { readdirSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import compression from "compression";
import { Router } from "express";
import { contentSecurityPolicy } from "./content-security-policy.ts";
import { pointAt } from "./point-at.ts";

/** Where the pages find things. */
export interface FrontendOptions {
  /** Where the API is: a path of the same host, or a URL, whose host must then let this one in (CORS). @defaultValue `"/api"` */
  readonly apiBase?: string;
  /** Where browsers report what the Content-Security-Policy has kept from happening. @defaultValue nowhere */
  readonly cspReportUri?: string;
}

const DEFAULTS = { apiBase: "/api" } satisfies FrontendOptions;

/** Beside the sources as beside the bundle: the pages are built, never served as they are written. */
const BUILT = new URL("../dist/pages/", import.meta.url);

/**
 * The pages, to be mounted at any path of an Express app. They speak to the API only.
 *
 * @throws TypeError when `apiBase` is neither a path nor an http or https URL.
 */
export function createFrontend(options: FrontendOptions = {}): Router {
  const { apiBase, cspReportUri } = { ...DEFAULTS, ...options };
  const headers = {
    "Content-Security-Policy": contentSecurityPolicy(apiBase, cspReportUri),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    // Asked for anew each time, so that a page of one version never runs with the scripts of another.
    "Cache-Control": "no-cache",
  };
  const router = Router();
  const compressed = compression();
  for (const file of readdirSync(BUILT)) {
    const content = readFileSync(new URL(file, BUILT));
    const body = extname(file) === ".html" ? pointAt(apiBase, content.toString()) : content;
    router.get(`/${file}`, compressed, (_request, response) => {
      response.set(headers).type(extname(file)).send(body);
    });
  }
  router.get("/", (request, response) => {
    response.redirect(302, `${request.baseUrl}/login.html`);
  });
  return router;
}
