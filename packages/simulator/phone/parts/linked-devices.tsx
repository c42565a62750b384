import type { PhoneView } from "../../src/phone/overview.ts";
import { callPhone, tell } from "../state/call.ts";
import { texts } from "../texts.ts";
import { Icon } from "./icon.tsx";
import { LinkByHand } from "./link-by-hand.tsx";

/** What is linked to the phone: the session of a tenant, for instance. */
export function LinkedDevices({ phone: { number, devices } }: { readonly phone: PhoneView }) {
  const drop = async () => {
    const answer = await callPhone(number, "kick", { reason: "drop" });
    if (answer) tell(texts.dropped(Number(answer.kicked)));
  };
  return (
    <section class="card" aria-labelledby="devices">
      <h2 id="devices" tabIndex={-1}>
        {texts.devices}
      </h2>
      {devices.length === 0 && <p class="soft">{texts.noDevices}</p>}
      <ul class="rows">
        {devices.map(({ jid, isOnline }) => (
          <li key={jid} class="row">
            <Icon name="device" />
            <span class="row-text">
              <span class="strong">{texts.device(/:(\d+)@/.exec(jid)?.[1] ?? jid)}</span>
            </span>
            <span class={isOnline ? "badge badge-online" : "badge badge-away"}>
              {isOnline ? texts.online : texts.away}
            </span>
          </li>
        ))}
      </ul>
      {devices.length > 0 && (
        <button type="button" onClick={() => void drop()}>
          {texts.dropDevices}
        </button>
      )}
      <LinkByHand number={number} />
    </section>
  );
}
