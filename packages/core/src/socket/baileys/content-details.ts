import type { MessageDetails } from "../../types/message.ts";
import type { WireFields } from "./wire-fields.ts";

/** A place, or `null` where its coordinates are not both given. */
export function locationDetails(place: WireFields, live: boolean): MessageDetails | null {
  const [latitude, longitude] = [place.number("degreesLatitude"), place.number("degreesLongitude")];
  if (latitude === null || longitude === null) return null;
  const [name, address] = [place.text("name"), place.text("address")];
  return { location: { latitude, longitude, name, address, live: live || place.flag("isLive") } };
}

/** Business cards, or `null` where none says anything. */
export function contactDetails(cards: readonly WireFields[]): MessageDetails | null {
  const contacts = cards
    .map((card) => ({ name: card.text("displayName"), vcard: card.text("vcard") ?? "" }))
    .filter(({ name, vcard }) => name !== null || vcard !== "");
  return contacts.length === 0 ? null : { contacts };
}

/** A question and its options. */
export function pollDetails(poll: WireFields): MessageDetails {
  return {
    poll: {
      question: poll.text("name") ?? "",
      options: poll.texts("options.optionName"),
      selectableCount: poll.count("selectableOptionsCount") ?? 0,
    },
  };
}

/** A reaction, or `null` where it names no message. */
export function reactionDetails(reaction: WireFields): MessageDetails | null {
  const targetId = reaction.text("key.id");
  return targetId === null ? null : { reaction: { targetId, emoji: reaction.text("text") ?? "" } };
}
