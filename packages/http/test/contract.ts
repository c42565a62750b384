import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";

type Content = Readonly<Record<string, { readonly schema: object }>>;

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content: Content }>>;
}

/** As much of an OpenAPI document as is looked at here. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

/** Always the same object, so that it is compiled once. */
const PROBLEM = { $ref: "#/components/schemas/Problem" };

/** An OpenAPI document that answers are held against. */
export class Contract {
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false });
  readonly #validators = new Map<object, ValidateFunction>();
  readonly #document: OpenApiDocument;

  constructor(document: OpenApiDocument) {
    this.#document = document;
    this.#ajv.addSchema({ $id: "openapi", components: document.components });
  }

  /** Throws when the document does not have such an answer. What is not in the document may only be refused. */
  check(method: string, path: string, answer: { readonly status: number; readonly body: unknown }): void {
    const { status, body } = answer;
    if (method === "HEAD" || method === "OPTIONS" || path.startsWith("/docs") || path.startsWith("/openapi.json"))
      return;
    const template = this.#templateOf(path.split("?")[0] ?? "");
    const operation = template === undefined ? undefined : this.#document.paths[template]?.[method.toLowerCase()];
    if (operation !== undefined && status === 200 && typeof body === "string") {
      const line = operation.responses["200"]?.content["application/x-ndjson"]?.schema;
      for (const text of body.trimEnd().split("\n")) this.#validate(line, JSON.parse(text), `${method} ${path} line`);
      return;
    }
    const schema = operation === undefined ? (status >= 400 ? PROBLEM : undefined) : schemaOf(operation, status);
    this.#validate(schema, body, `${method} ${path} ${status}`);
  }

  /** Throws when the document does not have such an item in the stream of a route. */
  checkItem(template: string, item: unknown): void {
    const { content } = this.#document.paths[template]?.get?.responses["200"] ?? {};
    this.#validate(content?.["text/event-stream"]?.schema, item, `an event of ${template}`);
  }

  #validate(schema: object | undefined, body: unknown, what: string): void {
    if (schema === undefined) throw new Error(`${what} is not in the document`);
    const validate = this.#validator(schema);
    if (validate(body)) return;
    throw new Error(`${what}: ${this.#ajv.errorsText(validate.errors)} in ${JSON.stringify(body)}`);
  }

  #templateOf(path: string): string | undefined {
    return Object.keys(this.#document.paths).find((template) =>
      new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`).test(path),
    );
  }

  #validator(schema: object): ValidateFunction {
    const known = this.#validators.get(schema);
    if (known !== undefined) return known;
    const text = JSON.stringify(schema).replaceAll('"#/components', '"openapi#/components');
    const validate = this.#ajv.compile(JSON.parse(text) as object);
    this.#validators.set(schema, validate);
    return validate;
  }
}

function schemaOf({ responses }: Operation, status: number): object | undefined {
  const content = (responses[status] ?? responses[`${String(status)[0]}XX`])?.content;
  return content?.["application/json"]?.schema;
}
