import { type Answer, ApiError, type EventBody } from "@polyphone/client";
import { type ReadonlySignal, signal } from "@preact/signals";
import { client } from "../api/client.ts";
import { Action } from "../state/action.ts";
import { FreshLoad } from "../state/fresh-load.ts";

/** Where the session stands, as the API tells it. */
export type SessionStatus = Answer<"get", "/session/status">;

/** The tenant's session: where it stands, and what can be done with it. */
export class SessionModel {
  readonly #status = signal<SessionStatus>();
  readonly #account = signal<string | null>(null);

  /** Loads where it stands. */
  readonly fresh = new FreshLoad(async () => {
    const status = await client.get("/session/status");
    this.#status.value = status;
    this.#account.value = status.isConnected ? (await client.get("/tenant")).tenant.account : null;
  });

  readonly start = new Action(async () => {
    try {
      await client.post("/session/start");
    } catch (error) {
      // Who stopped it meanwhile knows that it did not start.
      if (!(error instanceof ApiError && error.code === "SESSION_NOT_CONNECTED")) throw error;
    }
    await this.fresh.run();
  });

  readonly stop = new Action(async () => {
    await client.post("/session/stop");
    await this.fresh.run();
  });

  readonly logOut = new Action(async () => {
    await client.post("/session/logout");
    await this.fresh.run();
  });

  /** The phone that is to type the code. */
  readonly phone = signal("");

  readonly getCode = new Action(async () => {
    await client.post("/session/pairing-code", { body: { phone: this.phone.value } });
    await this.fresh.run();
  });

  /** `undefined` until it is known. */
  get status(): ReadonlySignal<SessionStatus | undefined> {
    return this.#status;
  }

  /** The number that is connected, as a JID. */
  get account(): ReadonlySignal<string | null> {
    return this.#account;
  }

  /** Takes in what happened. */
  apply({ event }: EventBody): void {
    if (event === "session.state" || event === "connection") void this.fresh.run();
  }
}
