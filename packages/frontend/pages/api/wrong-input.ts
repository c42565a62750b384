import { texts } from "../texts/texts.ts";

/** Inputs that the page itself finds wrong, as if the API had said so; thrown in an `Action`. */
export class WrongInput extends Error {
  constructor(readonly byField: Readonly<Record<string, string>>) {
    super(texts.errors.fields);
  }
}
