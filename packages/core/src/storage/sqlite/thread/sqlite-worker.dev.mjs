// The worker from its TypeScript source: Node 20 reads none by itself, and the main thread's loader does not reach here.
import { tsImport } from "tsx/esm/api";

await tsImport("./sqlite-worker.ts", import.meta.url);
