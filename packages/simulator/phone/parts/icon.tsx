/** Drawn here, so that nothing comes from elsewhere. 24 units wide and high. */
const PATHS = {
  back: "M15 5l-7 7 7 7",
  send: "M4 12l16-8-5 16-4-6zM11 14l9-10",
  sent: "M5 13l4 4 9-10",
  arrived: "M2 13l4 4 9-10M11 16l1 1 9-10",
  screen: "M4 5h6v6H4zM14 5h6v6h-6zM4 15h6v4H4zM14 15h2v2h-2zM18 17h2v2h-2zM14 19h2M18 14h2",
  device: "M4 5h16v11H4zM9 20h6M12 16v4",
} as const;

/** A picture that says nothing to who hears the page: words stand beside it. */
export function Icon({ name }: { readonly name: keyof typeof PATHS }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
