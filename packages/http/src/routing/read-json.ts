import { json, type Request, type Response } from "express";
import { BodyTooLargeError, MalformedJsonError, UnsupportedMediaTypeError } from "../problems/request-errors.ts";

/** Resolves with a request's JSON, or `undefined` when it has no body. */
export type ReadJson = (request: Request, response: Response) => Promise<unknown>;

/** Reads bodies of at most `maxBodyBytes`. Anything that JSON can say passes: what it must be is the schema's affair. */
export function jsonReader(maxBodyBytes: number): ReadJson {
  const parse = json({ limit: maxBodyBytes, strict: false });
  return async (request, response) => {
    await new Promise<void>((resolve, reject) => {
      parse(request, response, (error?: unknown) =>
        error === undefined ? resolve() : reject(readError(error, maxBodyBytes)),
      );
    });
    // Other types are refused, not read: a form or text/plain is what a foreign web page may post without asking.
    if (request.body === undefined && hasBody(request)) throw new UnsupportedMediaTypeError();
    return request.body;
  };
}

const hasBody = ({ headers }: Request): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

function readError(error: unknown, maxBodyBytes: number): unknown {
  if (!(error instanceof Error && "status" in error)) return error;
  if (error.status === 413) return new BodyTooLargeError(maxBodyBytes);
  if (error.status === 415) return new UnsupportedMediaTypeError();
  return error.status === 400 ? new MalformedJsonError(error.message) : error;
}
