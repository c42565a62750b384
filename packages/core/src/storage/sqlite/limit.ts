/**
 * The end of a query for a page. SQLite plans by the value of a bare `LIMIT ?` and prepares the statement anew whenever one is
 * bound, which takes 15 µs and more; by a sum it does not plan. The plan of a page is the same for all of them.
 */
export const LIMIT = "LIMIT ? + 0";
