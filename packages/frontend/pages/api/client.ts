import { Client } from "@polyphone/client";
import { apiBase } from "./api-base.ts";
import { signedIn } from "./sign-in.ts";

/** The API as who is signed in; the token is looked up anew for each call. */
export const client = new Client({ baseUrl: apiBase(), token: () => signedIn()?.token });
