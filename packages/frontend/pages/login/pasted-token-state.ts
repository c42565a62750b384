import { ApiError, Client } from "@polyphone/client";
import { signal } from "@preact/signals";
import { apiBase } from "../api/api-base.ts";
import { keepSignIn, tokenTenantId } from "../api/sign-in.ts";
import { WrongInput } from "../api/wrong-input.ts";
import { Action } from "../state/action.ts";
import { texts } from "../texts/texts.ts";

/** A token from elsewhere: it is kept once the API has taken it. */
export class PastedTokenState {
  readonly token = signal("");

  readonly submit = new Action(async () => {
    const token = this.token.value.trim();
    const tenantId = tokenTenantId(token);
    if (tenantId === undefined) throw new WrongInput({ token: texts.login.noToken });
    try {
      await new Client({ baseUrl: apiBase(), token }).get("/session/status");
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) throw new WrongInput({ token: texts.login.tokenRefused });
      throw error;
    }
    keepSignIn({ tenantId, token });
  });
}
