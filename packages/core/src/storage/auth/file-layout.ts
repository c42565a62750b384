import { randomUUID } from "node:crypto";
import type { AuthEntry } from "../auth-store.ts";

/** The file of an entry within its tenant's folder, named as Baileys' `useMultiFileAuthState` names it. */
export function fileNameOf({ type, id }: Pick<AuthEntry, "type" | "id">): string {
  const name = type === "creds" && id === "" ? "creds.json" : `${type}-${id}.json`;
  return name.replaceAll("/", "__").replaceAll(":", "-");
}

/** Those whose names have hyphens of their own; of any other type, the first hyphen ends it. */
const HYPHENATED =
  /^(app-state-sync-key|app-state-sync-version|sender-key-memory|sender-key|lid-mapping|device-list|identity-key|pre-key|retry-counters)-(.*)\.json$/;

/**
 * The entry that a file is of; `undefined` for a file that is none. Names do not tell `/` from `__` and `:` from `-`: what
 * stands there is known from what WhatsApp's ids of that type look like.
 */
export function entryOf(name: string): Pick<AuthEntry, "type" | "id"> | undefined {
  if (name === "creds.json") return { type: "creds", id: "" };
  const [, type, id] = HYPHENATED.exec(name) ?? /^([a-z]+)-(.*)\.json$/.exec(name) ?? [];
  if (type === undefined || id === undefined) return undefined;
  if (type === "app-state-sync-key") return { type, id: id.replaceAll("__", "/") };
  // group::user::device, and a group's own id may have a hyphen.
  if (type === "sender-key") return { type, id: id.replaceAll("--", "::") };
  return { type, id };
}

const TEMPORARY = /^\.[0-9a-f-]{36}\.tmp$/;

/** A name that nothing else in the folder has, and that {@link isTemporary} knows after a crash. */
export const temporaryName = (): string => `.${randomUUID()}.tmp`;

/** True for a file that a write left behind when it was cut off. */
export const isTemporary = (name: string): boolean => TEMPORARY.test(name);
