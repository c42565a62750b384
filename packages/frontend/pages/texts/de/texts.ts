import type { Texts } from "../en/texts.ts";
import { admin } from "./admin.ts";
import { errors } from "./errors.ts";
import { login } from "./login.ts";
import { parts } from "./parts.ts";
import { shell } from "./shell.ts";
import { states } from "./states.ts";
import { tenant } from "./tenant.ts";
import { webhooks } from "./webhooks.ts";

/** Everything that pages say, in German. */
export const de: Texts = {
  language: "Deutsch",
  product: "Polyphone",
  shell,
  parts,
  states,
  errors,
  login,
  tenant,
  webhooks,
  admin,
};
