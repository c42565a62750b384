import { onTestFinished } from "vitest";

/** A server-sent event as it came. */
interface Received {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An open stream of events. It is closed when the test ends. */
export async function eventStream(url: string, headers: Readonly<Record<string, string>>) {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const response = await fetch(url, { headers, signal: abort.signal });
  const blocks = blocksOf(response);
  let comments = 0;
  /** The next event; `undefined` when the stream has ended. */
  const next = async (): Promise<Received | undefined> => {
    for (;;) {
      const { value, done } = await blocks.next();
      if (done === true) return undefined;
      const fields = value.split("\n").map((line) => line.split(/: ?(.*)/s) as [string, string]);
      const field = (name: string) => fields.find(([found]) => found === name)?.[1];
      const event = field("event");
      if (event !== undefined) return { id: field("id"), event, data: JSON.parse(field("data") ?? "null") };
      if (field("") !== undefined) comments += 1;
    }
  };
  const take = async (count: number) => {
    const taken: (Received | undefined)[] = [];
    while (taken.length < count) taken.push(await next());
    return taken;
  };
  return { response, next, take, comments: () => comments, close: () => abort.abort() };
}

async function* blocksOf({ body }: Response): AsyncGenerator<string, void, void> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    yield* blocks;
  }
}
