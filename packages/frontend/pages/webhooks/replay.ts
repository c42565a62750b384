import { signal } from "@preact/signals";
import { client } from "../api/client.ts";
import { Action } from "../state/action.ts";

/** Delivering one event again. */
export class Replay {
  readonly isDone = signal(false);

  constructor(
    private readonly endpointId: string,
    private readonly eventId: string,
  ) {}

  readonly run = new Action(async () => {
    const body = { eventIds: [this.eventId] };
    await client.post("/webhooks/{id}/replay", { path: { id: this.endpointId }, body });
    this.isDone.value = true;
  });
}
