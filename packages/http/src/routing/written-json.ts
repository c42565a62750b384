/** An answer that is JSON already, and says what its schema says; made where that is faster than objects. */
export class WrittenJson {
  constructor(
    readonly text: string,
    /** The way to the next page, which headers repeat. */
    readonly nextCursor: string | null,
  ) {}
}
