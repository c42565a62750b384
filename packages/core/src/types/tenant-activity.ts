/** How busy a tenant is. */
export interface TenantActivity {
  /** When its newest message was written, reactions aside, in milliseconds since the epoch; `null` when it has none. */
  readonly lastActivityAt: number | null;
  /** Records that were accepted and are not stored yet, and sends that wait for their turn or are under way: in this process. */
  readonly queueDepth: number;
}
