/**
 * Measures one cost, named as its argument, and tells it as its one message. In a process of its own: where ours and the peers used
 * undici in turns, the compiler had to prepare for all of them, and each was slower than it is alone.
 */
import { COSTS, type CostName } from "./costs.ts";
import { inDirectory } from "./in-directory.ts";
import { startReceivers } from "./receiver.ts";

const name = process.argv[2] ?? "";
const isCost = (text: string): text is CostName => Object.hasOwn(COSTS, text);
if (!isCost(name)) throw new Error(`there is no cost ${name}`);
const receivers = await startReceivers();
const measure = () => inDirectory((directory) => COSTS[name](directory, receivers));
// The first pays for compilation.
await measure();
process.send?.(await measure());
receivers.stop();
