import type { IncomingMessage } from "node:http";
import { SimulatorError } from "../errors.ts";

const MAX_BODY_BYTES = 64 * 1024;

/** Reads a body as text. Rejects with `BODY_TOO_LARGE` above 64 KiB. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES)
      throw new SimulatorError("BODY_TOO_LARGE", `a body has at most ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** A JSON object with named, typed fields; every mistake is an `INVALID_INPUT` that says which field is wrong. */
export class Fields {
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(body: string, known: readonly string[]) {
    this.#fields = parseObject(body);
    const stranger = Object.keys(this.#fields).find((name) => !known.includes(name));
    if (stranger !== undefined) throw invalid(`unknown field "${stranger}": this call takes ${known.join(", ")}`);
  }

  has(name: string): boolean {
    return this.#fields[name] !== undefined;
  }

  raw(name: string): unknown {
    return this.#fields[name];
  }

  text(name: string): string {
    const value = this.#fields[name];
    if (typeof value !== "string" || value === "") throw invalid(`"${name}" must be a text that is not empty`);
    return value;
  }

  /** A text that may be empty. */
  anyText(name: string): string {
    const value = this.#fields[name];
    if (typeof value !== "string") throw invalid(`"${name}" must be a text`);
    return value;
  }

  texts(name: string): string[] {
    const value = this.#fields[name];
    const texts = Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
    if (!Array.isArray(value) || texts.length !== value.length) throw invalid(`"${name}" must be a list of texts`);
    return texts;
  }

  flag(name: string): boolean {
    const value = this.#fields[name];
    if (typeof value !== "boolean") throw invalid(`"${name}" must be true or false`);
    return value;
  }

  /** A whole number, 0 or more. */
  count(name: string): number {
    const value = this.#fields[name];
    if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
      throw invalid(`"${name}" must be a whole number, 0 or more`);
    }
    return value;
  }

  choice<T extends string>(name: string, choices: readonly T[]): T {
    const found = choices.find((choice) => choice === this.#fields[name]);
    if (found === undefined) throw invalid(`"${name}" must be one of ${choices.join(", ")}`);
    return found;
  }
}

/** An `INVALID_INPUT`. */
export function invalid(problem: string): SimulatorError {
  return new SimulatorError("INVALID_INPUT", problem);
}

function parseObject(body: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw invalid("the body is not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw invalid("the body is not a JSON object");
  return { ...value };
}
