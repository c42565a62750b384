import { ApiError } from "@polyphone/client";
import { forgetSignIn, type SignIn, signedIn } from "./sign-in.ts";

/** Why somebody is sent to the login page; it says the sentence. */
export type LeaveReason = "expired" | "signed-out" | "signed-in-nowhere" | "erased";

/** Signs out and goes to the login page, which tells why. */
export function leave(reason: LeaveReason): void {
  forgetSignIn();
  location.replace(`login.html?reason=${reason}`);
}

/** Who is signed in; where nobody is, the login page follows and nothing more is to be done here. */
export function requireSignIn(): SignIn | undefined {
  const who = signedIn();
  if (who === undefined) leave("signed-in-nowhere");
  return who;
}

let isErasing = false;

/**
 * Runs what erases a tenant, and leaves when it is the one that is signed in. Its token is refused before the answer is here, and
 * the stream may hear of that first.
 */
export async function erasing(tenantId: string, erase: () => Promise<unknown>): Promise<void> {
  isErasing = tenantId === signedIn()?.tenantId;
  try {
    await erase();
  } catch (error) {
    isErasing = false;
    throw error;
  }
  if (isErasing) leave("erased");
}

/** True when the token is not good any more: the login page follows then. Ask this of every error of the API first. */
export function hasLeft(error: unknown): boolean {
  if (!(error instanceof ApiError) || error.status !== 401) return false;
  if (!isErasing) leave("expired");
  return true;
}
