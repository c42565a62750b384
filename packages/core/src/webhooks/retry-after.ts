/** What the header `Retry-After` asks for, in milliseconds: seconds, or a date. */
export function retryAfterMs(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): number | undefined {
  const value = headers["retry-after"];
  if (typeof value !== "string") return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
