/**
 * Reads a part of what somebody sent us. Nothing about it is certain: a field may be missing, of another type or out of
 * range, and then it reads as `null`, never as `NaN` and never with an error.
 */
export class WireFields {
  constructor(private readonly part: unknown) {}

  /** The first of these fields that holds a text that is not empty. A dotted name leads into inner parts. */
  text(...names: readonly string[]): string | null {
    return this.texts(...names)[0] ?? null;
  }

  /** Every text that these fields hold, in their order. */
  texts(...names: readonly string[]): string[] {
    const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
    return names.flatMap((name) => this.#at(name)).filter(isText);
  }

  /** A finite number. */
  number(name: string): number | null {
    const value = this.#at(name)[0];
    return typeof value === "number" && Number.isFinite(value) ? value : null;
  }

  /** A whole number, 0 or more, that JavaScript can hold exactly. */
  count(name: string): number | null {
    const value = toNumber(this.#at(name)[0]);
    return Number.isSafeInteger(value) && value >= 0 ? value : null;
  }

  bytes(name: string): Uint8Array | null {
    const value = this.#at(name)[0];
    return value instanceof Uint8Array ? value : null;
  }

  /** True only where the field says so. */
  flag(name: string): boolean {
    return this.#at(name)[0] === true;
  }

  /** The inner parts of a list, or the one part that stands there. */
  parts(name: string): WireFields[] {
    return this.#at(name).map((part) => new WireFields(part));
  }

  /** What stands at the end of a dotted name; lists on the way, and at its end, are walked through. */
  #at(name: string): unknown[] {
    let found: unknown[] = [this.part];
    for (const step of name.split(".")) found = found.flatMap((part) => childOf(part, step));
    return found;
  }
}

function childOf(part: unknown, name: string): unknown[] {
  if (typeof part !== "object" || part === null) return [];
  const child: unknown = Reflect.get(part, name);
  if (Array.isArray(child)) return child;
  return child === undefined || child === null ? [] : [child];
}

/** Numbers of 64 bits come as an object of the `long` package. */
function toNumber(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value !== "object" || value === null || !("toNumber" in value)) return Number.NaN;
  return typeof value.toNumber === "function" ? Number(value.toNumber()) : Number.NaN;
}
