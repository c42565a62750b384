import type { Schema } from "../document.ts";
import type { Random } from "./random.ts";

/** Values that the routes know by the names of their members, where a schema says no more than "text". */
export type Known = Readonly<Record<string, readonly unknown[]>>;

/** Makes values that a schema of the document takes. */
export class SchemaValues {
  constructor(
    private readonly components: Readonly<Record<string, Schema>>,
    private readonly known: Known,
  ) {}

  /** A value for the member `name`. */
  of(schema: Schema, name: string, random: Random): unknown {
    const known = this.known[name];
    if (schema.const !== undefined) return schema.const;
    if (schema.$ref !== undefined) return this.of(this.#referred(schema.$ref), name, random);
    if (schema.anyOf !== undefined) return this.of(random.pick(schema.anyOf), name, random);
    if (schema.enum !== undefined) return random.pick(schema.enum);
    switch (schema.type) {
      case "object":
        return this.#object(schema, random);
      case "array":
        return Array.from({ length: 1 + random.below(Math.min(3, schema.maxItems ?? 3)) }, () =>
          this.of(schema.items ?? {}, name, random),
        );
      case "integer":
      case "number":
        return random.pick([1, 2, 10, schema.maximum ?? 100, Date.now()].filter((n) => n <= (schema.maximum ?? n)));
      case "boolean":
        return random.percent(50);
      case "null":
        return null;
      default:
        return known === undefined ? `text ${random.below(100)}` : random.pick(known);
    }
  }

  #object({ properties = {}, required = [] }: Schema, random: Random): object {
    const chosen = Object.entries(properties).filter(([name]) => required.includes(name) || random.percent(50));
    return Object.fromEntries(chosen.map(([name, schema]) => [name, this.of(schema, name, random)]));
  }

  #referred(reference: string): Schema {
    const schema = this.components[reference.split("/").at(-1) ?? ""];
    if (schema === undefined) throw new Error(`the document has no ${reference}`);
    return schema;
  }
}
