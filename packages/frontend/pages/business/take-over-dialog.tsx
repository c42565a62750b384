import { ConfirmDialog } from "../parts/confirm-dialog.tsx";
import { texts } from "../texts/texts.ts";
import type { BusinessModel } from "./business-model.ts";

/** Shows what WhatsApp would change before anything is stored. */
export function TakeOverDialog({ business }: { readonly business: BusinessModel }) {
  return (
    <ConfirmDialog
      isOpen={business.asks}
      title={texts.business.previewTitle}
      confirm={texts.business.takeOver}
      action={business.takeOver}
    >
      <table class="differences">
        <caption class="unseen">{texts.business.preview}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.business.field}</th>
            <th scope="col">{texts.business.now}</th>
            <th scope="col">{texts.business.wouldBe}</th>
          </tr>
        </thead>
        <tbody>
          {business.preview.value.map(({ field, now, wouldBe }) => (
            <tr key={field}>
              <th scope="row">{texts.business.fields[field]}</th>
              <td dir="auto">{now === "" ? <span class="soft">{texts.business.empty}</span> : now}</td>
              <td dir="auto">{wouldBe}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ConfirmDialog>
  );
}
