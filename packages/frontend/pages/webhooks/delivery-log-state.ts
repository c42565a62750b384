import type { components } from "@polyphone/client";
import { signal } from "@preact/signals";
import { client } from "../api/client.ts";
import { WrongInput } from "../api/wrong-input.ts";
import { Action } from "../state/action.ts";
import { texts } from "../texts/texts.ts";
import { Replay } from "./replay.ts";

/** A try at delivering an event, and how to deliver that event again. */
export interface LoggedDelivery {
  readonly delivery: components["schemas"]["WebhookDelivery"];
  readonly replay: Replay;
}

const PAGE = 10;

/** A webhook's last tries, and delivering again what it should have got. */
export class DeliveryLogState {
  readonly isOpen = signal(false);
  readonly deliveries = signal<readonly LoggedDelivery[]>();
  /** So many of them are shown. */
  readonly shown = signal(PAGE);
  readonly from = signal("");
  readonly to = signal("");
  readonly hasReplayedSpan = signal(false);

  constructor(private readonly endpointId: string) {}

  readonly load = new Action(async () => {
    const { deliveries } = await client.get("/webhooks/{id}/deliveries", { path: { id: this.endpointId } });
    this.deliveries.value = deliveries.map((delivery) => ({
      delivery,
      replay: new Replay(this.endpointId, delivery.eventId),
    }));
  });

  readonly replaySpan = new Action(async () => {
    this.hasReplayedSpan.value = false;
    const [from, to] = [momentOf(this.from.value), momentOf(this.to.value)];
    const { momentMissing, spanWrong } = texts.webhooks;
    if (from === undefined) throw new WrongInput({ from: momentMissing });
    if (to === undefined) throw new WrongInput({ to: momentMissing });
    if (to <= from) throw new WrongInput({ to: spanWrong });
    await client.post("/webhooks/{id}/replay", { path: { id: this.endpointId }, body: { from, to } });
    this.hasReplayedSpan.value = true;
  });

  async toggle(): Promise<void> {
    this.isOpen.value = !this.isOpen.value;
    if (this.isOpen.value) await this.load.run();
  }

  /** So many more can be shown. */
  get more(): number {
    return Math.max(0, Math.min(PAGE, (this.deliveries.value?.length ?? 0) - this.shown.value));
  }

  showMore(): void {
    this.shown.value += PAGE;
  }
}

/** What a date and time in the browser's zone is since the epoch; `undefined` when it is none. */
function momentOf(local: string): number | undefined {
  const ms = new Date(local).getTime();
  return Number.isNaN(ms) ? undefined : ms;
}
