/**
 * A typed client of the API of Polyphone, for browsers and Node. Begin with {@link Client}.
 *
 * @packageDocumentation
 */

export { ApiError } from "./api-error.ts";
export { Client, type ClientOptions } from "./client.ts";
export type { FollowOptions, ReceivedEvent } from "./follow-events.ts";
export type { Answer, Asked, AskedArgs, EventBody, LinesPath, Method, PathOf } from "./operations.ts";
export type { components, paths } from "./schema.ts";
