import { Client } from "@polyphone/client";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { type Visitor, visit } from "./visitor.ts";

/** A visitor who has signed in as this tenant, which is made when it is new, and is at the session manager. */
export async function visitAs(
  browser: Browser,
  server: { readonly url: string },
  tenantId: string,
  options: BrowserContextOptions = {},
): Promise<Visitor> {
  const { token } = await new Client({ baseUrl: `${server.url}/api` }).post("/auth/token", { body: { tenantId } });
  const kept = [{ name: "polyphone.sign-in", value: JSON.stringify({ tenantId, token }) }];
  const origins = [{ origin: server.url, localStorage: kept }];
  const visitor = await visit(browser, { storageState: { cookies: [], origins }, ...options });
  await visitor.page.goto(`${server.url}/session-manager.html`);
  return visitor;
}
