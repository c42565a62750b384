/** What one side of a pair measured, by metric. */
export type Figures = Readonly<Record<string, number>>;

/** Both sides of one interleaved pair. */
export interface Pair {
  readonly ours: Figures;
  readonly theirs: Figures;
}

interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** The ratios ours/theirs over all pairs, and beside them each side's own figures. */
export function summarize(pairs: readonly Pair[]): Record<"ratios" | "ours" | "theirs", Record<string, Spread>> {
  const metrics = Object.keys(pairs[0]?.ours ?? {});
  const spreads = (value: (pair: Pair, metric: string) => number) =>
    Object.fromEntries(metrics.map((metric) => [metric, spread(pairs.map((pair) => value(pair, metric)))]));
  return {
    ratios: spreads(({ ours, theirs }, metric) => figure(ours, metric) / figure(theirs, metric)),
    ours: spreads(({ ours }, metric) => figure(ours, metric)),
    theirs: spreads(({ theirs }, metric) => figure(theirs, metric)),
  };
}

function figure(figures: Figures, metric: string): number {
  const value = figures[metric];
  if (value === undefined) throw new Error(`one side did not measure ${metric}`);
  return value;
}

/** The middle of the values; of an even number of them the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  const half = sorted.length / 2;
  return sorted.length % 2 === 1 ? at(Math.floor(half)) : (at(half - 1) + at(half)) / 2;
}

function spread(values: readonly number[]): Spread {
  const rounded = (value: number) => Number(value.toPrecision(4));
  return { median: rounded(median(values)), min: rounded(Math.min(...values)), max: rounded(Math.max(...values)) };
}
