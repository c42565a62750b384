import type { Locator, Page } from "playwright-core";

/** What a control is called, as far as tests need to tell one from another. */
const NAME = `(element) => {
  const label = element.labels?.[0]?.cloneNode(true);
  for (const control of label?.querySelectorAll("select, input, textarea") ?? []) control.remove();
  return (element.getAttribute("aria-label") ?? label?.textContent ?? element.textContent).trim();
}`;

/** A browser goes on from where the focus was last, even when nothing has it any more. */
const FROM_THE_TOP = `document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  getSelection().removeAllRanges();
  scrollTo(0, 0)`;

/** True when this is where typing goes. */
export const hasFocus = (locator: Locator): Promise<boolean> =>
  locator.evaluate((element) => element.matches(":focus"));

/** The names of the controls that Tab reaches, from the top of the page to its end. */
export async function tabOrder(page: Page): Promise<readonly string[]> {
  await page.evaluate(FROM_THE_TOP);
  const names: string[] = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate<string | null>(
      `document.activeElement === document.body ? null : (${NAME})(document.activeElement)`,
    );
    if (name === null) return names;
    names.push(name);
  }
}
