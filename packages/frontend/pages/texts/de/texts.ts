import type { Texts } from "../en/texts.ts";
import { login } from "./login.ts";
import { shell } from "./shell.ts";

/** Everything that pages say, in German. */
export const de: Texts = { language: "Deutsch", product: "Polyphone", shell, login };
