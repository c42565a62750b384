import { readFileSync } from "node:fs";
import type { OpenApiDocument } from "./contract.ts";

/** As much of JSON Schema as the document uses for what comes in. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly maximum?: number;
  readonly maxItems?: number;
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly schema: Schema;
}

/** An operation of the document, and where it is. */
export interface Operation {
  /** `POST /session/start` */
  readonly name: string;
  readonly method: string;
  /** `/webhooks/{id}` */
  readonly template: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

type Document = OpenApiDocument & {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Partial<Operation>>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** The committed document; that it is the one that is served is a test of its own. */
export const DOCUMENT = JSON.parse(readFileSync(new URL("../openapi.json", import.meta.url), "utf8")) as Document;

/** Everything that may be asked of the API. */
export const OPERATIONS: readonly Operation[] = Object.entries(DOCUMENT.paths).flatMap(([template, methods]) =>
  Object.entries(methods).map(([method, { security = [], parameters = [], requestBody }]) => ({
    ...{ name: `${method.toUpperCase()} ${template}`, method: method.toUpperCase(), template, security, parameters },
    ...(requestBody !== undefined && { requestBody }),
  })),
);
