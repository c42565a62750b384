/**
 * The pages of Polyphone: login, session manager and user management. They come with their own issue; until then this
 * package only keeps the name.
 *
 * @packageDocumentation
 */

/** The pages by file name. */
export const pages: readonly string[] = [];
