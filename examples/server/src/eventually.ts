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
