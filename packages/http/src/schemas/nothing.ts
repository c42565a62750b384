import { z } from "zod";

/** The body of a route that takes none; `{}` is as good, because many clients send it. */
export const noBody = z.strictObject({}).optional();

/** The query of a route that takes none; what stands there is ignored. */
export const noQuery = z.object({});
