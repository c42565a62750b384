import { BusyButton } from "../parts/busy-button.tsx";
import { Card } from "../parts/card.tsx";
import { Notice } from "../parts/notice.tsx";
import { texts } from "../texts/texts.ts";
import { EraseDialog } from "./erase-dialog.tsx";
import type { TenantState } from "./tenant-state.ts";

const { tenant: said } = texts;

/** Taking everything along. */
export function ExportCard({ state }: { readonly state: TenantState }) {
  const file = state.exported.value;
  return (
    <Card id="export" title={said.export}>
      <p class="soft">{said.exportExplained}</p>
      <Notice kind="error">{state.export.failure.value?.sentence}</Notice>
      <Notice kind="success">{file !== undefined && said.exported(file)}</Notice>
      <div class="buttons">
        <BusyButton action={state.export}>{said.exportNow}</BusyButton>
      </div>
    </Card>
  );
}

/** Going for ever. */
export function EraseCard({ state }: { readonly state: TenantState }) {
  return (
    <Card id="erase" title={said.erase}>
      <p class="soft">{said.eraseExplained}</p>
      <div class="buttons">
        <button type="button" class="danger" onClick={() => state.erasure.open()}>
          {said.eraseThis}
        </button>
      </div>
      <EraseDialog erasure={state.erasure} />
    </Card>
  );
}
