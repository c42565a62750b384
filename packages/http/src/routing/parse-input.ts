import type { z } from "zod";
import { type InputIssue, InvalidRequestError } from "../problems/request-errors.ts";

/** Bounds of what is told back, or a hostile body would be answered with one as long. */
const MAX_ISSUES = 20;
const MAX_PATH_CHARACTERS = 100;

/**
 * What the schema makes of an input.
 * @throws InvalidRequestError that names every member that is wrong.
 */
export function parseInput<Schema extends z.ZodType>(
  input: "path" | "body" | "query",
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new InvalidRequestError(input, result.error.issues.flatMap(toIssues).slice(0, MAX_ISSUES));
}

/** Unknown members come as one issue on their parent: name each of them, as the others are. */
function toIssues(issue: z.core.$ZodIssue): readonly InputIssue[] {
  if (issue.code !== "unrecognized_keys") return [{ path: pathOf(issue.path), message: issue.message }];
  return issue.keys.slice(0, MAX_ISSUES).map((key) => ({ path: pathOf([...issue.path, key]), message: "Unknown" }));
}

const pathOf = (path: readonly PropertyKey[]): string => path.map(String).join(".").slice(0, MAX_PATH_CHARACTERS);
