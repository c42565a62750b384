import { useSignal } from "@preact/signals";
import { call } from "../state/call.ts";
import { goTo } from "../state/place.ts";
import { overview } from "../state/stream.ts";
import { texts } from "../texts.ts";
import { Field } from "./field.tsx";

const FIRST_NUMBER = 15_550_001_001;

/** A number that nobody has, so that one click is enough. */
function freeNumber(): string {
  const taken = new Set(overview.value?.phones.map(({ number }) => number));
  let number = FIRST_NUMBER;
  while (taken.has(String(number))) number++;
  return String(number);
}

/** Makes a phone and takes it into the hand. */
export function NewPhone() {
  const number = useSignal<string>();
  const name = useSignal("");
  const submit = async (event: Event) => {
    event.preventDefault();
    const wanted = {
      phone: number.value ?? freeNumber(),
      ...(name.value.trim() !== "" && { name: name.value.trim() }),
    };
    const made = await call("phones", wanted);
    if (made) goTo({ phone: String(made.phone) });
  };
  return (
    <form class="card form" onSubmit={submit}>
      <h2>{texts.newPhone}</h2>
      <Field label={texts.number} hint={texts.numberHint}>
        {(field) => (
          <input
            {...field}
            type="tel"
            required
            value={number.value ?? freeNumber()}
            onInput={(event) => (number.value = event.currentTarget.value)}
          />
        )}
      </Field>
      <Field label={texts.name} hint={texts.nameHint}>
        {(field) => (
          <input
            {...field}
            dir="auto"
            autocomplete="off"
            value={name.value}
            onInput={(event) => (name.value = event.currentTarget.value)}
          />
        )}
      </Field>
      <button type="submit" class="primary">
        {texts.makePhone}
      </button>
    </form>
  );
}
