import type { Receivers } from "./receiver.ts";

/** What deliveries take. */
export interface Cost {
  /** Deliveries a second. */
  readonly rate: number;
  /** Microseconds of CPU for one, of all threads of the process that sends. Other work on the machine hardly moves it. */
  readonly cpu: number;
  /** The same of the process that receives. */
  readonly receiverCpu: number;
}

/** Measures what deliveries take, from the first on. */
export class Meter {
  #began: { readonly at: number; readonly cpu: NodeJS.CpuUsage } | undefined;
  #endedAt = 0;

  private constructor(
    private readonly receivers: Receivers,
    private readonly receiverBefore: number,
  ) {}

  static async start(receivers: Receivers): Promise<Meter> {
    return new Meter(receivers, await receivers.cpu());
  }

  /** A delivery begins: the first one counts. */
  begin(): void {
    this.#began ??= { at: performance.now(), cpu: process.cpuUsage() };
  }

  /** The last delivery has ended; what follows costs CPU, but no time. */
  end(): void {
    this.#endedAt = performance.now();
  }

  /** What each took of so many. */
  async cost(count: number): Promise<Cost> {
    if (this.#began === undefined) throw new Error("nothing was delivered");
    const { user, system } = process.cpuUsage(this.#began.cpu);
    return {
      rate: count / ((this.#endedAt - this.#began.at) / 1000),
      cpu: (user + system) / count,
      receiverCpu: ((await this.receivers.cpu()) - this.receiverBefore) / count,
    };
  }
}
