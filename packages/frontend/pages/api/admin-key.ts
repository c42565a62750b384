const KEY = "polyphone.admin-key";

/** The administrator's key, as long as this tab is open; `undefined` when nobody has given it here. */
export function keptAdminKey(): string | undefined {
  return sessionStorage.getItem(KEY) ?? undefined;
}

/** Keeps it for this tab alone: it opens every tenant. */
export function keepAdminKey(key: string): void {
  sessionStorage.setItem(KEY, key);
}

export function forgetAdminKey(): void {
  sessionStorage.removeItem(KEY);
}
