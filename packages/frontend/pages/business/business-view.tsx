import { ActionForm } from "../parts/action-form.tsx";
import { BusyButton } from "../parts/busy-button.tsx";
import { Field } from "../parts/field.tsx";
import { LoadFailure } from "../parts/load-failure.tsx";
import { Notice } from "../parts/notice.tsx";
import { texts } from "../texts/texts.ts";
import { BUSINESS_FIELDS, type BusinessField } from "./business-fields.ts";
import type { BusinessModel } from "./business-model.ts";
import { TakeOverDialog } from "./take-over-dialog.tsx";

const LINES: ReadonlySet<BusinessField> = new Set(["working_hours", "mobile_numbers", "shipping_details"]);
const HINT: Partial<Readonly<Record<BusinessField, string>>> = {
  website_url: texts.business.urlHint,
  instagram_url: texts.business.urlHint,
  location_url: texts.business.urlHint,
  mobile_numbers: texts.business.numbersHint,
};

/** What the tenant tells about its business: written here, or fetched from WhatsApp. */
export function BusinessView({ business }: { readonly business: BusinessModel }) {
  const { save, look, fresh, outcome, stored } = business;
  const happened = outcome.value;
  return (
    <section class="card business" aria-labelledby="business-title">
      <div class="card-head">
        <h2 id="business-title" tabIndex={-1}>
          {texts.business.title}
        </h2>
        <BusyButton action={look}>{texts.business.fetch}</BusyButton>
      </div>
      <p class="soft">
        {texts.business.about} {texts.business.fetchHint}
      </p>
      <LoadFailure load={fresh} />
      <Notice kind="error">{look.failure.value?.sentence}</Notice>
      {stored.value === undefined ? (
        <p class="soft">{texts.business.loading}</p>
      ) : (
        <ActionForm action={save} label={texts.business.title}>
          {BUSINESS_FIELDS.map((field) => (
            <Field
              key={field}
              label={texts.business.fields[field]}
              value={business.inputs[field]}
              hint={HINT[field]}
              error={save.failure.value?.byField[field] === undefined ? undefined : texts.business.wrong[field]}
              shape={LINES.has(field) ? "lines" : "line"}
              kind={{ name: field, autocomplete: "off", ...(field.endsWith("_url") && { inputMode: "url" }) }}
            />
          ))}
          <div class="buttons">
            <BusyButton action={save} kind="primary" submits>
              {texts.business.save}
            </BusyButton>
            <button type="button" onClick={() => business.undo()}>
              {texts.business.undo}
            </button>
          </div>
        </ActionForm>
      )}
      <Notice kind={happened === "saved" || happened === "fetched" ? "success" : "info"}>
        {happened && texts.business[happened]}
      </Notice>
      <TakeOverDialog business={business} />
    </section>
  );
}
