/** What a comparison found. Each entry names a tenant and a token. */
export interface Findings {
  /** Delivered to the tenant, and not in its store. */
  readonly lost: readonly string[];
  /** In the tenant's store once more. */
  readonly doubled: readonly string[];
  /** In the store of a tenant that it was not sent to. */
  readonly mixed: readonly string[];
}

/** What any of several comparisons found, each thing once. */
export function joinFindings(all: readonly Findings[]): Findings {
  const joined = (name: keyof Findings) => [...new Set(all.flatMap((findings) => findings[name]))];
  return { lost: joined("lost"), doubled: joined("doubled"), mixed: joined("mixed") };
}
