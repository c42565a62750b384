import type { components, paths } from "./schema.ts";

/** Methods that the API knows. */
export type Method = "get" | "post" | "put" | "delete";

/** The paths that a method can be asked of and answer with JSON, as the OpenAPI document has them. */
export type PathOf<M extends Method> = {
  [Path in keyof paths]: paths[Path][M] extends Json ? Path : never;
}[keyof paths];

/** The paths that answer with lines of JSON instead. */
export type LinesPath = {
  [Path in keyof paths]: paths[Path]["get"] extends Lines ? Path : never;
}[keyof paths];

type Lines = { readonly responses: { readonly 200: { content: { readonly "application/x-ndjson": object } } } };

type Json = { readonly responses: { readonly 200: { content: { readonly "application/json": object } } } };

type Operation<M extends Method, Path extends keyof paths> = Extract<paths[Path][M], object>;

/** `Member` of `Type`, as it is there: optional, required or not at all. */
type Given<Type, Member extends string> = Type extends { readonly [Name in Member]: infer Value }
  ? { readonly [Name in Member]: Value }
  : Type extends { readonly [Name in Member]?: infer Value }
    ? [Exclude<Value, undefined>] extends [never]
      ? unknown
      : { readonly [Name in Member]?: Value }
    : unknown;

type ParametersOf<Type> = Type extends { readonly parameters: infer Parameters }
  ? Given<Parameters, "path"> & Given<Parameters, "query"> & Given<Parameters, "header">
  : unknown;

type BodyOf<Type> = Type extends { readonly requestBody: JsonBody<infer Body> }
  ? { readonly body: Body }
  : Type extends { readonly requestBody?: infer Value }
    ? OptionalBody<Exclude<Value, undefined>>
    : unknown;

type OptionalBody<Value> = [Value] extends [never]
  ? unknown
  : Value extends JsonBody<infer Body>
    ? { readonly body?: Body }
    : unknown;

type JsonBody<Body> = { readonly content: { readonly "application/json": Body } };

/** What to send: `path`, `query`, `header` and `body`, as far as the operation takes them; and a signal that ends it early. */
export type Asked<M extends Method, Path extends keyof paths> = ParametersOf<Operation<M, Path>> &
  BodyOf<Operation<M, Path>> & { readonly signal?: AbortSignal };

/** Left out where nothing has to be sent. */
export type AskedArgs<M extends Method, Path extends keyof paths> =
  object extends Asked<M, Path> ? [asked?: Asked<M, Path>] : [asked: Asked<M, Path>];

/** What the operation answers with when it worked. */
export type Answer<M extends Method, Path extends keyof paths> =
  Operation<M, Path> extends {
    readonly responses: { readonly 200: { content: { readonly "application/json": infer Result } } };
  }
    ? Result
    : never;

/** What happened to a tenant, in the body of a webhook. */
export type EventBody = components["schemas"]["Event"];
