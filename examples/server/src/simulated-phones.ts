/** The simulator's admin API. A string goes as it is, anything else as JSON. */
export type SimulatedPhones = (method: "GET" | "POST", path: string, body?: unknown) => Promise<unknown>;

/** Speaks HTTP and nothing else, as a program of yours would. */
export function simulatedPhones(adminUrl: string): SimulatedPhones {
  return async (method, path, body) => {
    const isText = typeof body === "string";
    const response = await fetch(`${adminUrl}${path}`, {
      method,
      headers: body === undefined ? {} : { "content-type": isText ? "text/plain" : "application/json" },
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(answer)}`);
    return answer;
  };
}
