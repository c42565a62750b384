import type { Request } from "express";

/** The way to the next page in headers, for callers that walk pages without reading bodies; none on the last page. */
export function nextPage(request: Request, body: object): Readonly<Record<string, string>> {
  if (!("nextCursor" in body) || typeof body.nextCursor !== "string") return {};
  const query = new URLSearchParams(request.originalUrl.split("?")[1]);
  query.set("cursor", body.nextCursor);
  // Relative, so that it is right under whatever prefix and proxy.
  return { Link: `<?${query}>; rel="next"`, "X-Next-Cursor": body.nextCursor };
}
