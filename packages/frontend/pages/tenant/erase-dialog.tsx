import { ConfirmDialog } from "../parts/confirm-dialog.tsx";
import { Field } from "../parts/field.tsx";
import { texts } from "../texts/texts.ts";
import type { Erasure } from "./erasure.ts";

interface EraseDialogProps {
  readonly erasure: Erasure;
  /** What follows where the page stays. */
  readonly onDone?: () => void;
}

/** Says what erasing means, and asks for the tenant's id. */
export function EraseDialog({ erasure, onDone = () => undefined }: EraseDialogProps) {
  const { tenantId, isOpen, typedId, confirm } = erasure;
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={texts.tenant.eraseTitle(tenantId)}
      confirm={texts.tenant.eraseForEver}
      action={confirm}
      onDone={onDone}
    >
      <p>{texts.tenant.eraseExplained}</p>
      <Field
        label={texts.tenant.typeTheId(tenantId)}
        value={typedId}
        error={confirm.failure.value?.byField.typedId}
        kind={{ autocomplete: "off", autocapitalize: "none", spellcheck: false }}
      />
    </ConfirmDialog>
  );
}
