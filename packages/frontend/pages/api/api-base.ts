/** Where the API is: what the page's `<meta name="polyphone-api">` says. */
export function apiBase(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="polyphone-api"]')?.content ?? "/api";
}
