/** What the pages may load and reach: themselves, QR images, and the API. Other pages of their host may frame them. */
export function contentSecurityPolicy(apiBase: string, reportUri: string | undefined): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self'${apiBase.startsWith("/") ? "" : ` ${new URL(apiBase).origin}`}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
    ...(reportUri === undefined ? [] : [`report-uri ${reportUri}`]),
  ].join("; ");
}
