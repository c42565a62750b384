import type { Browser, BrowserContextOptions, Page } from "playwright-core";

/** A page of a visitor's, and what went wrong in it. */
export interface Visitor {
  readonly page: Page;
  /** What the Content-Security-Policy kept from happening, and errors that no code caught. Tests want it empty. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** A visitor who has never been here before. */
export async function visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({ locale: "en-GB", ...options });
  const complaints: string[] = [];
  await context.exposeBinding("complainOfPolicy", (_source, complaint: string) => void complaints.push(complaint));
  await context.addInitScript(`addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
    complainOfPolicy(violatedDirective + " kept out " + blockedURI);
  })`);
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(String(error)));
  return { page, complaints, close: () => context.close() };
}
