import { computed } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { arrival } from "../state/arrivals.ts";
import { notice } from "../state/call.ts";
import { focusAfter } from "../state/focus.ts";
import { nameOf } from "../state/names.ts";
import { type Place, place } from "../state/place.ts";
import { follow, overview, streamState } from "../state/stream.ts";
import { texts } from "../texts.ts";
import { PhoneFrame } from "./phone-frame.tsx";
import { PhoneList } from "./phone-list.tsx";

const phoneInHand = computed(() => overview.value?.phones.find(({ number }) => number === place.value.phone));

/** The whole page. */
export function App() {
  const { phone, chat } = place.value;
  useEffect(() => follow(phone), [phone]);
  useFocus(place.value, phone === undefined || phoneInHand.value !== undefined);
  useEffect(() => {
    document.title = texts.title([chat, phone].filter((part) => part !== undefined).map(nameOf));
  });
  return (
    <>
      <div role="status" class={notice.value?.isError ? "notice notice-error" : "notice"}>
        {streamState.value === "lost" ? texts.streamLost : notice.value?.text}
      </div>
      <p role="status" class="unseen">
        {arrival}
      </p>
      <View />
    </>
  );
}

/** Takes the keyboard along. A phone that was just made is not there yet when its place is. */
function useFocus(now: Place, isThere: boolean): void {
  const before = useRef(now);
  useEffect(() => {
    if (!isThere || before.current === now) return;
    focusAfter(before.current, now);
    before.current = now;
    notice.value = undefined;
  }, [now, isThere]);
}

function View() {
  if (overview.value === undefined) return <Waiting />;
  if (place.value.phone === undefined) return <PhoneList />;
  const phone = phoneInHand.value;
  return phone ? <PhoneFrame key={phone.number} phone={phone} /> : <PhoneList />;
}

function Waiting() {
  return (
    <main class="start" aria-labelledby="title">
      <h1 id="title" tabIndex={-1}>
        {texts.phones}
      </h1>
      <p class="soft">{texts.connecting}</p>
    </main>
  );
}
