/** What the session manager shows beside the session. */
export type View =
  | { readonly name: "chats" }
  /** `message` is the one to be seen. */
  | { readonly name: "chat"; readonly jid: string; readonly message?: string }
  | { readonly name: "business" };

/** The part of the address that stands for a view, so that reloading and going back work. */
export function hashOf(view: View): string {
  if (view.name !== "chat") return `#${view.name}`;
  const parts = view.message === undefined ? [view.jid] : [view.jid, view.message];
  return `#chat/${parts.map(encodeURIComponent).join("/")}`;
}

/** The view that this part of an address stands for; `undefined` when it stands for none. */
export function viewOf(hash: string): View | undefined {
  if (hash === "" || hash === "#chats") return { name: "chats" };
  if (hash === "#business") return { name: "business" };
  const [, jid, message] = /^#chat\/([^/]+)(?:\/([^/]+))?$/.exec(hash) ?? [];
  if (jid === undefined) return undefined;
  try {
    return {
      name: "chat",
      jid: decodeURIComponent(jid),
      ...(message !== undefined && { message: decodeURIComponent(message) }),
    };
  } catch {
    return undefined;
  }
}
