import { ApiError, Client } from "@polyphone/client";
import { type Signal, signal } from "@preact/signals";
import { keepAdminKey } from "../api/admin-key.ts";
import { apiBase } from "../api/api-base.ts";
import { keepSignIn } from "../api/sign-in.ts";
import { WrongInput } from "../api/wrong-input.ts";
import { Action } from "../state/action.ts";
import { texts } from "../texts/texts.ts";

/** What there is to do: for the API signing in and registering are one thing, for people they are not. */
export type LoginTask = "sign-in" | "register";

/** Getting a token for a tenant. */
export class LoginState {
  readonly task: Signal<LoginTask> = signal("sign-in");
  readonly tenantId = signal("");
  readonly webhookUrl = signal("");
  readonly adminKey = signal("");
  /** The server has said so. */
  readonly needsAdminKey = signal(false);
  /** False once the server has said that it issues no tokens. */
  readonly issuesTokens = signal(true);

  readonly submit = new Action(async () => {
    const tenantId = this.tenantId.value.trim();
    if (tenantId === "") throw new WrongInput({ tenantId: texts.login.tenantIdMissing });
    const adminKey = this.adminKey.value;
    try {
      keepSignIn(await this.#askForToken(tenantId, adminKey));
    } catch (error) {
      throw this.#explained(error, adminKey);
    }
    // Who has it here is asked for it no more on the pages of the administrator.
    if (adminKey !== "") keepAdminKey(adminKey);
  });

  #askForToken(tenantId: string, adminKey: string) {
    const client = new Client({ baseUrl: apiBase(), ...(adminKey !== "" && { adminKey }) });
    const webhookUrl = this.task.value === "register" ? this.webhookUrl.value.trim() : "";
    // Left out, what is stored stays.
    return client.post("/auth/token", { body: { tenantId, ...(webhookUrl !== "" && { webhook_url: webhookUrl }) } });
  }

  #explained(error: unknown, adminKey: string): unknown {
    if (!(error instanceof ApiError)) return error;
    if (error.status === 401) {
      this.needsAdminKey.value = true;
      const { adminKeyNeeded, adminKeyWrong } = texts.login;
      return new WrongInput({ adminKey: adminKey === "" ? adminKeyNeeded : adminKeyWrong });
    }
    if (error.code === "NOT_FOUND") this.issuesTokens.value = false;
    return error;
  }
}
