/** What the demo types for you: the documented REST API on one side, the simulated phones on the other. */
export interface DemoClient {
  /** Calls the REST API as the demo's tenant. */
  api(method: "GET" | "POST", path: string, body?: unknown): Promise<Record<string, unknown>>;
  /** Calls the simulator's admin API. A string goes as it is, anything else as JSON. */
  admin(method: "GET" | "POST", path: string, body?: unknown): Promise<unknown>;
}

/** Speaks HTTP and nothing else, as a program of yours would. */
export function demoClient(apiUrl: string, adminUrl: string, token: () => string): DemoClient {
  return {
    api: async (method, path, body) =>
      (await call(method, `${apiUrl}${path}`, body, { authorization: `Bearer ${token()}` })) as Record<string, unknown>,
    admin: (method, path, body) => call(method, `${adminUrl}${path}`, body, {}),
  };
}

async function call(method: string, url: string, body: unknown, headers: Record<string, string>): Promise<unknown> {
  const text = typeof body === "string";
  const response = await fetch(url, {
    method,
    headers: {
      ...headers,
      ...(body === undefined ? {} : { "content-type": text ? "text/plain" : "application/json" }),
    },
    ...(body === undefined ? {} : { body: text ? body : JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}

/** Asks again until the answer is there. Fails with `what` after ten seconds. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`Nothing after ten seconds: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
