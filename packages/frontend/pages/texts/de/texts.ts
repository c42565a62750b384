import type { Texts } from "../en/texts.ts";
import { admin } from "./admin.ts";
import { business } from "./business.ts";
import { chat } from "./chat.ts";
import { chats } from "./chats.ts";
import { errors } from "./errors.ts";
import { login } from "./login.ts";
import { parts } from "./parts.ts";
import { session } from "./session.ts";
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
  session,
  chats,
  chat,
  business,
};
