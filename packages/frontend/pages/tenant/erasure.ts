import { signal } from "@preact/signals";
import { erasing } from "../api/signed-in-page.ts";
import { WrongInput } from "../api/wrong-input.ts";
import { Action } from "../state/action.ts";
import { texts } from "../texts/texts.ts";

/** Erasing a tenant, which takes that its id is typed. */
export class Erasure {
  readonly isOpen = signal(false);
  readonly typedId = signal("");

  constructor(
    readonly tenantId: string,
    private readonly erase: () => Promise<unknown>,
  ) {}

  readonly confirm = new Action(async () => {
    if (this.typedId.value.trim() !== this.tenantId) throw new WrongInput({ typedId: texts.tenant.notTheId });
    await erasing(this.tenantId, this.erase);
  });

  open(): void {
    this.typedId.value = "";
    this.isOpen.value = true;
  }
}
