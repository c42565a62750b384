import { signal } from "@preact/signals";
import { texts } from "../texts.ts";

/** What came of the visitor's last action, if there is something to say. */
export const notice = signal<{ readonly text: string; readonly isError: boolean }>();

type Answer = Readonly<Record<string, unknown>> | undefined;

/** Does what the visitor asks for. A failure becomes the notice and `undefined`. A string goes as it is, anything else as JSON. */
export function call(path: string, body: unknown): Promise<Answer> {
  notice.value = undefined;
  return send(path, body);
}

/** Calls something of one phone. */
export function callPhone(number: string, action: string, body: unknown): Promise<Answer> {
  return call(pathOf(number, action), body);
}

/** Reads a chat because it is being looked at: nobody has asked, so what was said before stays. */
export async function readChat(number: string, chat: string): Promise<void> {
  await send(pathOf(number, "read-chat"), { chat });
}

export function tell(text: string): void {
  notice.value = { text, isError: false };
}

const pathOf = (number: string, action: string) => `phones/${encodeURIComponent(number)}/${action}`;

async function send(path: string, body: unknown): Promise<Answer> {
  try {
    const response = await fetch(`api/${path}`, {
      method: "POST",
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    if (response.ok) return answer;
    notice.value = { text: sentence(String(answer.error)), isError: true };
  } catch {
    notice.value = { text: texts.noAnswer, isError: true };
  }
  return undefined;
}

/** The API's errors are for logs: small at the beginning, no full stop. */
function sentence(error: string): string {
  return `${error.charAt(0).toUpperCase()}${error.slice(1)}.`;
}
