const META = /(<meta name="polyphone-api" content=")[^"]*(">)/;

/**
 * A page that finds the API at `apiBase`.
 * @throws TypeError when that is neither a path nor an http or https URL.
 */
export function pointAt(apiBase: string, html: string): string {
  const isPath = /^\/(?!\/)[^\s"<>&]*$/.test(apiBase);
  const isUrl = /^https?:\/\/[^\s"<>&]+$/.test(apiBase) && URL.canParse(apiBase);
  if (!(isPath || isUrl)) {
    throw new TypeError(`apiBase is "${apiBase}": give a path such as "/api", or an http or https URL.`);
  }
  return html.replace(META, (_, before: string, after: string) => `${before}${apiBase}${after}`);
}
