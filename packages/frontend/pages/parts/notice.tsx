import type { ComponentChildren } from "preact";

/**
 * A sentence that is read out when it appears: a failure at once, anything else when there is time. It stays in the page while
 * it has nothing to say, since what appears together with its text is not always read.
 */
export function Notice({
  kind,
  children,
}: {
  readonly kind: "error" | "success" | "info";
  readonly children?: ComponentChildren;
}) {
  return (
    <div class={`notice ${kind}`} role={kind === "error" ? "alert" : "status"}>
      {children}
    </div>
  );
}
