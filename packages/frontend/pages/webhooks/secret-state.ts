import { signal } from "@preact/signals";

/** A secret, in memory only for as long as its dialog is open. */
export class SecretState {
  readonly isOpen = signal(false);
  readonly secret = signal("");
  /** Whether there is one before it that signs, too. */
  readonly hasOld = signal(false);

  constructor() {
    this.isOpen.subscribe((isOpen) => {
      if (!isOpen) this.secret.value = "";
    });
  }

  show(secret: string, hasOld: boolean): void {
    this.secret.value = secret;
    this.hasOld.value = hasOld;
    this.isOpen.value = true;
  }
}
