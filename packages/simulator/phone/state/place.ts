import { signal } from "@preact/signals";

/** What the page shows: no phone is the list of all, no chat the phone's own page. Written in the address, for the way back. */
export interface Place {
  readonly phone?: string;
  /** A number or the id of a group. */
  readonly chat?: string;
}

/** Where the visitor is. */
export const place = signal(read());

addEventListener("hashchange", () => {
  place.value = read();
});

/** The address of a place, for links. */
export function addressOf({ phone, chat }: Place): string {
  const parts = [phone, chat].filter((part) => part !== undefined);
  return `#/${parts.map(encodeURIComponent).join("/")}`;
}

export function goTo(target: Place): void {
  location.hash = addressOf(target);
}

function read(): Place {
  const [phone, chat] = location.hash.replace(/^#\/?/, "").split("/").map(decode);
  return { ...(phone && { phone }), ...(phone && chat && { chat }) };
}

/** A visitor may write anything into the address. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
