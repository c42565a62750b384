import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { RateLimitedError } from "../problems/request-errors.ts";

/** So many requests in so much time. */
export interface RateLimit {
  readonly requests: number;
  readonly perMs: number;
}

/** How much one caller may ask; `false` sets no limit. */
export interface RateLimitOptions {
  /** Requests with a tenant's token. @defaultValue 6000 a minute */
  readonly perTenant?: RateLimit | false;
  /** Requests for tokens, and those with a token or key that is not good, by address. @defaultValue 120 a minute */
  readonly perAddress?: RateLimit | false;
}

const MINUTE_MS = 60_000;
const PER_TENANT: RateLimit = { requests: 6_000, perMs: MINUTE_MS };
const PER_ADDRESS: RateLimit = { requests: 120, perMs: MINUTE_MS };

/** Counts requests, in the memory of this process. */
export class RateLimits {
  readonly #perTenant: RateLimiterMemory | undefined;
  readonly #perAddress: RateLimiterMemory | undefined;

  constructor({ perTenant = PER_TENANT, perAddress = PER_ADDRESS }: RateLimitOptions) {
    this.#perTenant = limiter(perTenant);
    this.#perAddress = limiter(perAddress);
  }

  /** @throws RateLimitedError */
  async tenant(tenantId: string): Promise<void> {
    await consume(this.#perTenant, tenantId);
  }

  /** @throws RateLimitedError */
  async address(address: string | undefined): Promise<void> {
    await consume(this.#perAddress, address ?? "unknown");
  }
}

const limiter = (limit: RateLimit | false): RateLimiterMemory | undefined =>
  limit === false ? undefined : new RateLimiterMemory({ points: limit.requests, duration: limit.perMs / 1000 });

async function consume(counter: RateLimiterMemory | undefined, name: string): Promise<void> {
  try {
    await counter?.consume(name);
  } catch (reason) {
    throw reason instanceof RateLimiterRes ? new RateLimitedError(reason.msBeforeNext) : reason;
  }
}
