import type { z } from "zod";
import type { Route } from "../routing/define-route.ts";
import { EVENT_BODIES } from "../schemas/events.ts";
import { noBody } from "../schemas/nothing.ts";
import { problem } from "../schemas/problem.ts";
import { JsonSchemas } from "./json-schemas.ts";

const DESCRIPTION = `Many WhatsApp numbers behind one API. Get a token with \`POST /auth/token\`, send it as
\`Authorization: Bearer <token>\`, start the session and show its QR to the owner of the number.`;

const SECURITY = {
  bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "A tenant's token." },
  adminKey: { type: "apiKey", in: "header", name: "X-Admin-Key", description: "The server's admin key." },
} as const;

const STREAM_TYPES = { lines: "application/x-ndjson", events: "text/event-stream" };

const REQUEST_ID = { description: "What the server's log calls this request.", schema: { type: "string" } };

/** The OpenAPI 3.1 document of these routes. It is made of what they are checked with, so that it cannot be wrong. */
export function openApiDocument(routes: readonly Route[], version: string): object {
  const schemas = new JsonSchemas();
  const failure = {
    description: "It did not work.",
    content: jsonContent(schemas.output(problem), "application/problem+json"),
  };
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, schemas, failure) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Polyphone", version, description: DESCRIPTION, license: { name: "MIT", identifier: "MIT" } },
    // Where the document itself is.
    servers: [{ url: "./" }],
    paths,
    webhooks: webhooks(schemas),
    components: { schemas: schemas.components, securitySchemes: SECURITY },
  };
}

/** The name under which clients know a route: `POST /session/pairing-code` is `postSessionPairingCode`. */
const operationId = ({ method, path }: Pick<Route, "method" | "path">): string =>
  `${method.toLowerCase()}${path.replace(/[^a-z]+([a-z])/gi, (_, letter: string) => letter.toUpperCase())}`;

function operation(route: Route, schemas: JsonSchemas, failure: object): object {
  const { stream } = route;
  const { scheme, scope } = route.auth;
  const content =
    stream === undefined
      ? jsonContent(schemas.output(route.result))
      : { [STREAM_TYPES[stream.format]]: { schema: schemas.output(stream.item) } };
  const takesBody = route.method !== "GET" && route.body !== noBody;
  return {
    operationId: operationId(route),
    summary: route.summary,
    tags: [route.path.split("/")[1]],
    ...(scheme !== "none" && { security: [{ [scheme]: scope === undefined ? [] : [scope] }] }),
    parameters: [
      ...parameters(schemas.input(route.params), "path"),
      ...parameters(schemas.input(route.query), "query"),
      ...Object.entries(route.headers).map(([name, description]) => ({
        ...{ name, in: "header", description, schema: { type: "string" } },
      })),
    ],
    ...(takesBody && {
      requestBody: { required: !mayBeLeftOut(route.body), content: jsonContent(schemas.input(route.body)) },
    }),
    responses: {
      "200": { description: "It worked.", headers: { "X-Request-Id": REQUEST_ID }, content },
      "4XX": failure,
      "5XX": failure,
    },
  };
}

const HEADERS = {
  "X-Tenant-Id": "Whose event it is.",
  "X-Event-Type": "The event's name.",
  "webhook-id": "The event's id, the same whenever it comes again.",
  "webhook-timestamp": "When this try was made, in seconds since the epoch.",
  "webhook-signature": "Standard Webhooks: `v1,` and a signature for each of the endpoint's secrets.",
};

/** What receivers get. */
function webhooks(schemas: JsonSchemas): Record<string, object> {
  const parameters = Object.entries(HEADERS).map(([name, description]) => ({
    ...{ name, in: "header", required: true, description, schema: { type: "string" } },
  }));
  const responses = {
    "2XX": { description: "Taken." },
    "410": { description: "The endpoint is to get nothing more." },
    default: { description: "Not taken: it comes again, after `Retry-After` at the earliest." },
  };
  const entries = Object.entries(EVENT_BODIES).map(([event, body]) => {
    const requestBody = { required: true, content: jsonContent(schemas.output(body)) };
    return [event, { post: { tags: ["webhooks"], parameters, requestBody, responses } }];
  });
  return Object.fromEntries(entries);
}

const jsonContent = (schema: object, ...others: readonly string[]): object =>
  Object.fromEntries(["application/json", ...others].map((type) => [type, { schema }]));

function parameters(schema: Readonly<Record<string, unknown>>, place: "path" | "query"): object[] {
  const { properties = {}, required = [] } = schema as { properties?: Record<string, object>; required?: string[] };
  return Object.entries(properties).map(([name, member]) => ({
    ...{ name, in: place, required: required.includes(name), schema: member },
  }));
}

const mayBeLeftOut = (body: z.ZodType): boolean => body.safeParse(undefined).success;
