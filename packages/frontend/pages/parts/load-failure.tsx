import type { FreshLoad } from "../state/fresh-load.ts";
import { texts } from "../texts/texts.ts";
import { Notice } from "./notice.tsx";

/** Says why something could not be loaded, with a button to try again. */
export function LoadFailure({ load }: { readonly load: FreshLoad }) {
  const failure = load.failure.value;
  return (
    <Notice kind="error">
      {failure && (
        <>
          <p>{failure.sentence}</p>
          <div class="buttons">
            <button type="button" onClick={() => void load.run()}>
              {texts.parts.tryAgain}
            </button>
          </div>
        </>
      )}
    </Notice>
  );
}
