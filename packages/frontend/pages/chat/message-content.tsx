import type { ComponentChildren } from "preact";
import { lengthOf, sizeOf } from "../texts/formats.ts";
import { texts } from "../texts/texts.ts";
import type { Message } from "./message.ts";

type Details = NonNullable<Message["details"]>;

/** What a message says: its text, and in words what else is in it. */
export function MessageContent({ message: { type, text, details } }: { readonly message: Message }) {
  if (type === "revoked" || type === "undecryptable" || (type === "other" && text === null)) {
    return <p class="kind">{texts.chat.kinds[type]}</p>;
  }
  return (
    <>
      {type !== "text" && type !== "other" && (
        <p class="kind" dir="auto">
          {[texts.chat.kinds[type], ...factsOf(details, text)].join(" · ")}
        </p>
      )}
      {details?.poll !== undefined && <Poll poll={details.poll} />}
      {text !== null && text !== details?.poll?.question && (
        <p class="words" dir="auto">
          {text}
        </p>
      )}
    </>
  );
}

function Poll({ poll }: { readonly poll: NonNullable<Details["poll"]> }): ComponentChildren {
  return (
    <>
      <p class="words" dir="auto">
        {poll.question}
      </p>
      <ul class="options">
        {poll.options.map((option) => (
          <li key={option} dir="auto">
            {option}
          </li>
        ))}
      </ul>
    </>
  );
}

/** What is known beside the text and not said by it, in an order that reads well. */
function factsOf(details: Details | null, text: string | null): readonly string[] {
  if (details === null) return [];
  const { media, location, contacts } = details;
  const facts = [
    media?.fileName,
    media?.seconds != null ? lengthOf(media.seconds) : undefined,
    media?.sizeBytes != null ? sizeOf(media.sizeBytes) : undefined,
    media?.viewOnce === true ? texts.chat.viewOnce : undefined,
    location?.live === true ? texts.chat.liveLocation : undefined,
    location?.name,
    location?.address,
    location === undefined ? undefined : `${location.latitude}, ${location.longitude}`,
    ...(contacts ?? []).map(({ name }) => name),
  ];
  return facts.filter((fact) => fact != null && fact !== "" && fact !== text) as readonly string[];
}
