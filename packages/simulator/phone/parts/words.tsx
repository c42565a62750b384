import type { PhoneMessage } from "../../src/actors/phone-message.ts";
import { texts } from "../texts.ts";

/** What a message says, or why it says nothing. */
export function Words({ message: { text, revoked } }: { readonly message: PhoneMessage }) {
  if (revoked) return <i>{texts.revoked}</i>;
  if (text === "") return <i>{texts.noText}</i>;
  return <bdi dir="auto">{text}</bdi>;
}
