import type { RequestHandler } from "express";
import { MalformedPathError } from "../problems/request-errors.ts";

/** Refuses a path that cannot be decoded before Express tries to: its error would be taken for a failure of ours. */
export const readablePath: RequestHandler = ({ path }, _response, next) => {
  if (path.includes("%") && !isReadable(path)) throw new MalformedPathError();
  next();
};

function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
