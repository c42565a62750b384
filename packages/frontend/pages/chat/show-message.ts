import type { OpenChat } from "./open-chat.ts";

/** Brings a message of the open chat into sight, however far back it is, and the focus to it. */
export async function showMessage(chat: OpenChat, id: string): Promise<void> {
  if (!(await chat.reach(id))) return;
  requestAnimationFrame(() => {
    const element = document.querySelector<HTMLElement>(`[data-message="${CSS.escape(id)}"]`);
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: "center" });
  });
}
