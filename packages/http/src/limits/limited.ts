import { RequestError } from "../problems/request-errors.ts";
import type { Guard, Guards } from "../routing/guard.ts";
import type { RateLimits } from "./rate-limits.ts";

/** Counts every call against its address. */
export const limitedByAddress = <Caller>(guard: Guard<Caller>, limits: RateLimits): Guard<Caller> => ({
  ...guard,
  async check(request) {
    await limits.address(request.ip);
    return guard.check(request);
  },
});

/** Counts refused calls against their address, so that nobody tries keys for long. */
export const limitedWhenRefused = <Caller>(guard: Guard<Caller>, limits: RateLimits): Guard<Caller> => ({
  ...guard,
  async check(request) {
    try {
      return await guard.check(request);
    } catch (error) {
      if (error instanceof RequestError) await limits.address(request.ip);
      throw error;
    }
  },
});

/** Counts what is let in against its tenant, and what is refused against its address. */
export function limitedByTenant<Caller extends { readonly id: string }>(
  guards: Guards<Caller>,
  limits: RateLimits,
): Guards<Caller> {
  const limited = (guard: Guard<Caller>): Guard<Caller> => {
    const strict = limitedWhenRefused(guard, limits);
    return {
      ...strict,
      async check(request) {
        const caller = await strict.check(request);
        await limits.tenant(caller.id);
        return caller;
      },
    };
  };
  return { read: limited(guards.read), send: limited(guards.send), manage: limited(guards.manage) };
}
