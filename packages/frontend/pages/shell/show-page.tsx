import { type ComponentChildren, render } from "preact";
import { language, texts } from "../texts/texts.ts";

/** Puts a page into the document, under its title and in the language of whoever looks. */
export function showPage(title: string, content: ComponentChildren): void {
  document.documentElement.lang = language;
  document.title = `${title} · ${texts.product}`;
  const place = document.getElementById("page");
  if (place !== null) render(content, place);
}
