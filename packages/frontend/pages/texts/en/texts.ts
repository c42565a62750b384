import { admin } from "./admin.ts";
import { errors } from "./errors.ts";
import { login } from "./login.ts";
import { parts } from "./parts.ts";
import { shell } from "./shell.ts";
import { states } from "./states.ts";
import { tenant } from "./tenant.ts";
import { webhooks } from "./webhooks.ts";

/** Everything that pages say, in English: one file for each page. A member that takes values is a function of them. */
export const en = {
  language: "English",
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

/** What every language must say. */
export type Texts = typeof en;
