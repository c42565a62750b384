import type { PhoneView } from "../../src/phone/overview.ts";
import { nameOf } from "../state/names.ts";
import { addressOf } from "../state/place.ts";
import { overview } from "../state/stream.ts";
import { texts } from "../texts.ts";
import { Avatar } from "./avatar.tsx";
import { NewPhone } from "./new-phone.tsx";

/** Everybody's phones, to choose whose to hold. */
export function PhoneList() {
  const phones = overview.value?.phones ?? [];
  return (
    <main class="start" aria-labelledby="title">
      <h1 id="title" tabIndex={-1}>
        {texts.phones}
      </h1>
      <p class="soft">{phones.length === 0 ? texts.noPhones : texts.phonesHint}</p>
      {phones.length > 0 && (
        <ul class="rows card">
          {phones.map((phone) => (
            <li key={phone.number}>
              <a class="row" href={addressOf({ phone: phone.number })} id={`phone-${phone.number}`}>
                <Avatar id={phone.number} name={nameOf(phone.number)} />
                <span class="row-text">
                  <bdi class="strong cut">{nameOf(phone.number)}</bdi>
                  <span class="soft">{about(phone)}</span>
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
      <NewPhone />
    </main>
  );
}

function about({ number, isOnline, devices }: PhoneView): string {
  const linked = devices.length === 0 ? [] : [texts.linkedDevices(devices.length)];
  return [`+${number}`, ...linked, ...(isOnline ? [] : [texts.offline])].join(" · ");
}
