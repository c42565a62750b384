import { readFile } from "node:fs/promises";
import openapiTS, { astToString, COMMENT_HEADER } from "openapi-typescript";
import { expect, it } from "vitest";

it("has the types of the OpenAPI document: after a change of that, run `pnpm --filter @polyphone/client run generate`", async () => {
  const document = new URL("../../http/openapi.json", import.meta.url);
  const generated = `${COMMENT_HEADER}${astToString(await openapiTS(document, { immutable: true }))}`;
  const committed = await readFile(new URL("../src/schema.ts", import.meta.url), "utf8");
  expect(committed.trim() === generated.trim()).toBe(true);
});
