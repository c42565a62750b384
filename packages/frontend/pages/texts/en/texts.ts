import { login } from "./login.ts";
import { shell } from "./shell.ts";

/** Everything that pages say, in English: one file for each page. A member that takes values is a function of them. */
export const en = { language: "English", product: "Polyphone", shell, login };

/** What every language must say. */
export type Texts = typeof en;
