/** The smallest value that this share of all values does not exceed, of values that are counted. `NaN` when there are none. */
export function percentile(counts: ReadonlyMap<number, number>, share: number): number {
  let left = share * [...counts.values()].reduce((sum, count) => sum + count, 0);
  for (const [value, count] of [...counts].sort(([a], [b]) => a - b)) {
    left -= count;
    if (left <= 0) return value;
  }
  return Number.NaN;
}
