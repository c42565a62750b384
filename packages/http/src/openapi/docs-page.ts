import { createRequire } from "node:module";
import { dirname } from "node:path";
import { type RequestHandler, Router } from "express";

const ASSETS = ["swagger-ui.css", "swagger-ui-bundle.js"] as const;

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Polyphone API</title>
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<div id="reference"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
`;

const START = `SwaggerUIBundle({ url: "openapi.json", dom_id: "#reference", deepLinking: true, validatorUrl: null });
`;

/** Swagger UI sets styles on its elements and draws its icons from \`data:\`; nothing comes from another host. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

/** A reference to browse, at `/docs` beside the document itself at `/openapi.json`. */
export function docsPage(document: object): Router {
  const json = JSON.stringify(document, null, 2);
  const text =
    (type: string, body: string): RequestHandler =>
    (_request, response) =>
      void response.type(type).set("X-Content-Type-Options", "nosniff").send(body);
  const directory = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
  const router = Router();
  router.get("/openapi.json", text("application/json", json));
  router.get("/docs", (request, response, next) => {
    // Its links are relative to where it is mounted, which a slash at the end would change.
    if (request.originalUrl.split("?")[0]?.endsWith("/") === true) {
      response.redirect(308, "../docs");
      return;
    }
    response.set("Content-Security-Policy", POLICY);
    text("html", PAGE)(request, response, next);
  });
  router.get("/docs/start.js", text("text/javascript", START));
  for (const asset of ASSETS) {
    router.get(`/docs/${asset}`, (_request, response) => response.sendFile(asset, { root: directory }));
  }
  return router;
}
