import { z } from "zod";

/** `POST /session/pairing-code`: the number whose phone will type the code. */
export const phoneRequest = z.strictObject({ phone: z.string().min(1).max(40) });
