import { z } from "zod";

type JsonSchema = Readonly<Record<string, unknown>>;

/** Turns zod schemas into JSON Schema; those with an id go to a place of their own and are referred to. */
export class JsonSchemas {
  /** What goes to `components.schemas`. */
  readonly components: Record<string, JsonSchema> = {};

  /** What a caller sends. */
  input(schema: z.ZodType): JsonSchema {
    return this.#convert(schema, "input");
  }

  /** What a caller gets. */
  output(schema: z.ZodType): JsonSchema {
    return this.#convert(schema, "output");
  }

  #convert(schema: z.ZodType, io: "input" | "output"): JsonSchema {
    const text = JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: "any" }));
    const { $schema: _, $defs, ...converted } = JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/'));
    Object.assign(this.components, $defs);
    return converted;
  }
}
