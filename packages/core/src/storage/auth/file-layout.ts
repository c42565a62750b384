import { randomUUID } from "node:crypto";
import type { AuthEntry } from "../auth-store.ts";

/** The file of an entry within its tenant's folder, named as Baileys' `useMultiFileAuthState` names it. */
export function fileNameOf({ type, id }: Pick<AuthEntry, "type" | "id">): string {
  const name = type === "creds" && id === "" ? "creds.json" : `${type}-${id}.json`;
  return name.replaceAll("/", "__").replaceAll(":", "-");
}

const TEMPORARY = /^\.[0-9a-f-]{36}\.tmp$/;

/** A name that nothing else in the folder has, and that {@link isTemporary} knows after a crash. */
export const temporaryName = (): string => `.${randomUUID()}.tmp`;

/** True for a file that a write left behind when it was cut off. */
export const isTemporary = (name: string): boolean => TEMPORARY.test(name);
