import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineRoute, type Route } from "./define-route.ts";
import { defineStream } from "./define-stream.ts";
import { RouteTable } from "./route-table.ts";

const nothing = z.object({});
const common = {
  summary: "Nothing.",
  auth: { scheme: "none", check: async () => undefined },
  body: nothing,
  query: nothing,
} as const;

const route = (method: Route["method"], path: string): Route =>
  defineRoute({ ...common, method, path, result: nothing, handler: async () => ({}) });

const stream = (path: string): Route =>
  defineStream({
    ...common,
    method: "GET",
    path,
    stream: { format: "lines", item: nothing },
    handler: async () => (async function* () {})(),
  });

const table = new RouteTable([
  route("GET", "/things"),
  route("POST", "/things"),
  route("GET", "/things/:id"),
  route("DELETE", "/things/:id/parts/:partId"),
  route("PUT", "/things/lost"),
  stream("/all"),
]);

describe("a table of routes", () => {
  it.each(["/things", "/things/", "/Things"])("finds the routes of %s", (path) => {
    const found = table.find(path);
    expect(found?.byMethod.get("POST")).toMatchObject({ method: "POST", path: "/things" });
    expect(found?.byMethod.get("PUT")).toBeUndefined();
    expect(found).toMatchObject({ allow: "GET, HEAD, POST, OPTIONS", params: {} });
  });

  it.each([
    ["/things/a%2Fb%20C", { id: "a/b C" }],
    ["/THINGS/Ab/", { id: "Ab" }],
    ["/things/1/parts/2", { id: "1", partId: "2" }],
    ["/things/__proto__", { id: "__proto__" }],
  ])("finds what stands for the names in %s", (path, params) => {
    expect(table.find(path)?.params).toEqual(params);
  });

  it("takes a path without names before one with them", () => {
    expect(table.find("/things/lost")).toMatchObject({ allow: "PUT, OPTIONS", params: {} });
  });

  it("answers HEAD as GET, but for a stream", () => {
    expect(table.find("/things")?.byMethod.get("HEAD")).toMatchObject({ method: "GET" });
    expect(table.find("/all")).toMatchObject({ allow: "GET, OPTIONS" });
    expect(table.find("/all")?.byMethod.get("HEAD")).toBeUndefined();
  });

  it.each([
    "",
    "/",
    "/thing",
    "/things//",
    "/things//parts/2",
    "/things/1/parts",
    "/th%69ngs",
    "/x/things",
    "/constructor",
  ])("finds nothing at '%s'", (path) => {
    expect(table.find(path)).toBeUndefined();
  });

  it.each(["/%", "/things/%ff", "/%c3%28/x"])("refuses %s, which cannot be decoded", (path) => {
    expect(() => table.find(path)).toThrowError(expect.objectContaining({ code: "MALFORMED_PATH" }));
  });
});
