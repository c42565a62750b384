const TIME = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });

/** When something was: the time if it was today, otherwise the day; or both. */
export function Moment({ seconds, isWhole = false }: { readonly seconds: number; readonly isWhole?: boolean }) {
  const date = new Date(seconds * 1000);
  const isToday = date.toDateString() === new Date().toDateString();
  const day = isToday ? [] : [DAY.format(date)];
  const time = isToday || isWhole ? [TIME.format(date)] : [];
  return (
    <time class="soft" dateTime={date.toISOString()}>
      {[...day, ...time].join(", ")}
    </time>
  );
}
