import type { ComponentChildren } from "preact";

/** Drawn with the colour of the text beside it; who cannot see it misses nothing. */
function Icon({ children, wide = false }: { readonly children: ComponentChildren; readonly wide?: boolean }) {
  return (
    <svg
      class="icon"
      viewBox={wide ? "0 0 30 24" : "0 0 24 24"}
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const ArrowLeft = () => (
  <Icon>
    <path d="M19 12H5m6-6-6 6 6 6" />
  </Icon>
);

export const ArrowDown = () => (
  <Icon>
    <path d="M12 5v14m6-6-6 6-6-6" />
  </Icon>
);

export const Plus = () => (
  <Icon>
    <path d="M12 5v14M5 12h14" />
  </Icon>
);

export const Cross = () => (
  <Icon>
    <path d="m6 6 12 12M18 6 6 18" />
  </Icon>
);

export const PaperPlane = () => (
  <Icon>
    <path d="M21 3 10.5 13.5M21 3l-6.5 18-4-7.5L3 9.5z" />
  </Icon>
);

export const Clock = () => (
  <Icon>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 7.5V12l3 2" />
  </Icon>
);

export const Warning = () => (
  <Icon>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 7v6m0 3.5v.01" />
  </Icon>
);

export const Tick = () => (
  <Icon wide>
    <path d="m6 13 5 5L22 7" />
  </Icon>
);

export const Ticks = () => (
  <Icon wide>
    <path d="m2 13 5 5L18 7m-5.5 9.5L14 18 25 7" />
  </Icon>
);
