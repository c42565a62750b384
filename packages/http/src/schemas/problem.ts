import { z } from "zod";

/** Every answer that is not a success. */
export const problem = z
  .object({
    success: z.literal(false),
    message: z.string().meta({ description: "For people: what is wrong and what to do next." }),
    code: z.string().meta({ description: "For programs: stable." }),
    type: z.literal("about:blank"),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string(),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: "What is wrong with the input, one by one." }),
  })
  .meta({ id: "Problem", description: "Any answer that is not a success; `application/problem+json` when asked for." });
