import type { Texts } from "../en/texts.ts";
import { errors } from "./errors.ts";
import { login } from "./login.ts";
import { parts } from "./parts.ts";
import { shell } from "./shell.ts";
import { states } from "./states.ts";

/** Everything that pages say, in German. */
export const de: Texts = { language: "Deutsch", product: "Polyphone", shell, parts, states, errors, login };
