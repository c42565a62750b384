import type { ComponentChildren } from "preact";

/** A part of a page with a heading of its own. */
export function Card({
  id,
  title,
  aside,
  children,
}: {
  /** Of the heading, which takes the focus when what had it is gone. */
  readonly id: string;
  readonly title: string;
  /** Beside the heading. */
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="card" aria-labelledby={id}>
      <div class="card-head">
        <h2 id={id} tabIndex={-1}>
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
