import { forgetAdminKey } from "./admin-key.ts";

/** Who is signed in, in this browser. */
export interface SignIn {
  readonly tenantId: string;
  readonly token: string;
}

const KEY = "polyphone.sign-in";

/** Who is signed in; `undefined` when nobody is. */
export function signedIn(): SignIn | undefined {
  const kept = localStorage.getItem(KEY);
  if (kept === null) return undefined;
  try {
    return parse(JSON.parse(kept));
  } catch {
    return undefined;
  }
}

/** Keeps it for all pages, until it is forgotten. */
export function keepSignIn({ tenantId, token }: SignIn): void {
  localStorage.setItem(KEY, JSON.stringify({ tenantId, token }));
}

/** Signs out of this browser. The tenant's WhatsApp session is another thing: it stays as it is. */
export function forgetSignIn(): void {
  localStorage.removeItem(KEY);
  forgetAdminKey();
}

/** When the token ends, in milliseconds since the epoch; `undefined` when it does not say. Nothing is checked here. */
export function tokenExpiresAt(token: string): number | undefined {
  const { exp } = claimsOf(token);
  return typeof exp === "number" ? exp * 1000 : undefined;
}

/** Whose token it is; `undefined` when it is none of ours. Nothing is checked here. */
export function tokenTenantId(token: string): string | undefined {
  const { userId } = claimsOf(token);
  return typeof userId === "string" ? userId : undefined;
}

function claimsOf(token: string): { readonly exp?: unknown; readonly userId?: unknown } {
  const [, payload = ""] = token.split(".");
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
    return typeof claims === "object" && claims !== null ? claims : {};
  } catch {
    return {};
  }
}

function parse(value: unknown): SignIn | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { tenantId, token } = value as Partial<SignIn>;
  return typeof tenantId === "string" && typeof token === "string" ? { tenantId, token } : undefined;
}
