import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { WhatsAppSimulator } from "@polyphone/simulator";
import { type Cast, isOnline, linkedDevices, makeCast, queuedIds, type Tenant } from "./cast.ts";
import { FaultSwitch } from "./fault-switch.ts";
import { type Findings, joinFindings } from "./findings.ts";
import { Ledger } from "./ledger.ts";
import { Load } from "./load.ts";
import type { Outcome } from "./outcome.ts";
import { Random } from "./random.ts";
import { Refusals } from "./refusals.ts";
import { type AuthStoreName, ServerProcess } from "./server-process.ts";
import { storedTexts } from "./stored-texts.ts";
import { waitUntil } from "./wait-until.ts";
import { Wire } from "./wire.ts";

/** What a scene is set up with. */
export interface SceneOptions {
  readonly authStore: AuthStoreName;
  readonly seed: number;
  /** An empty directory, for the server's data and for the logs of both sides. */
  readonly directory: string;
  /** Whether SQLite can be made to fail in the server. */
  readonly isBreakable: boolean;
  /** How many take part. */
  readonly tenants?: number;
  /** Whether the load takes connections away, beside all else that happens. */
  readonly drops?: boolean;
  /** Added to the server's environment. */
  readonly env?: Readonly<Record<string, string>>;
}

const TENANTS = 6;
const CONNECT_TIMEOUT_MS = 60_000;
const DRAIN_TIMEOUT_MS = 120_000;
/** What is not in the store so long after the queues are empty is lost. */
const STORE_TIMEOUT_MS = 10_000;

/** A WhatsApp in this process, the server under test as a process of its own, and people who write to its tenants. */
export class Scene {
  readonly #cast: Cast;
  readonly #ledger: Ledger;
  /** The devices that the tenants were paired as. */
  readonly #paired: readonly string[];
  /** Lost before the last rest. Nobody waits for these any more. */
  #givenUp: ReadonlySet<string> = new Set();

  private constructor(
    readonly simulator: WhatsAppSimulator,
    readonly server: ServerProcess,
    /** Has an effect only in a scene that is breakable. */
    readonly sqlite: FaultSwitch,
    readonly load: Load,
    readonly wire: Wire,
    cast: Cast,
    ledger: Ledger,
    private readonly refusals: Refusals,
  ) {
    this.#cast = cast;
    this.#paired = cast.tenants.map(linkedDevices);
    this.#ledger = ledger;
  }

  /** Starts everything and pairs the tenants. Nobody writes yet. */
  static async open({
    authStore,
    seed,
    directory,
    isBreakable,
    tenants = TENANTS,
    drops = true,
    env: added = {},
  }: SceneOptions): Promise<Scene> {
    const refusals = new Refusals();
    const simulator = await WhatsAppSimulator.start({
      log: (event, fields) => {
        appendFileSync(join(directory, "simulator.log"), `${JSON.stringify({ event, ...fields })}\n`);
        refusals.note(event, fields);
      },
    });
    const sqlite = new FaultSwitch(directory);
    const env = { ...(isBreakable && sqlite.env), ...added };
    const wire = await Wire.open(simulator.url);
    const server = new ServerProcess({ url: wire.url, simulator, directory, authStore, env });
    if (!(await server.start())) throw new Error(`the server does not start: see ${directory}/server.log`);
    const cast = await makeCast(simulator, server, tenants);
    const ledger = new Ledger();
    const load = new Load(simulator, cast, ledger, new Random(`${seed}/${authStore}/load`), drops);
    const scene = new Scene(simulator, server, sqlite, load, wire, cast, ledger, refusals);
    if (!(await waitUntil(() => scene.isConnected, CONNECT_TIMEOUT_MS))) throw new Error("the tenants did not connect");
    return scene;
  }

  get tenants(): readonly Tenant[] {
    return this.#cast.tenants;
  }

  /** The tenants that are connected, by id. */
  get online(): readonly string[] {
    return this.#cast.tenants.filter(isOnline).map(({ id }) => id);
  }

  /** Whether all tenants are connected. */
  get isConnected(): boolean {
    return this.#cast.tenants.every(isOnline);
  }

  /** Resolves true when every tenant has been connected since the call, false when `isOver` before. */
  async resumed(isOver: () => boolean, timeoutMs = CONNECT_TIMEOUT_MS): Promise<boolean> {
    const seen = new Set<string>();
    const isResumed = () => {
      // One by one: the load takes connections away again.
      for (const tenant of this.online) seen.add(tenant);
      return seen.size === this.#cast.tenants.length;
    };
    await waitUntil(() => isOver() || isResumed(), timeoutMs);
    return !isOver() && isResumed();
  }

  /** How many messages have left the simulator's queues for the tenants' devices. */
  get delivered(): number {
    return this.#ledger.delivered(this.#undelivered());
  }

  /** How many stanzas are still in them. */
  get queued(): number {
    return this.simulator.state().queued;
  }

  /** What is wrong now, seen through the REST API. Rejects when the server does not answer. */
  async compare(): Promise<Findings> {
    const texts = new Map<string, readonly string[]>();
    for (const { id, api } of this.#cast.tenants) texts.set(id, await api.texts());
    return this.#ledger.compare(texts, this.#undelivered());
  }

  /** Nobody writes any more. Lets what is queued come to the server, which is up. What is wrong then. */
  async rest(): Promise<Findings> {
    await this.load.stop();
    await waitUntil(() => this.isConnected && this.queued === 0, DRAIN_TIMEOUT_MS);
    let findings = await this.compare();
    await waitUntil(async () => {
      findings = await this.compare();
      return findings.lost.every((entry) => this.#givenUp.has(entry));
    }, STORE_TIMEOUT_MS);
    this.#givenUp = new Set(findings.lost);
    return findings;
  }

  /** Comes to rest, stops the server and says what it came to, seen through the REST API and in the file. */
  async settle(run: Pick<Outcome, "rounds" | "silent" | "resumedMs">): Promise<Outcome> {
    const deliveredMeanwhile = this.delivered;
    const outside = await this.rest();
    const { delivered, queued, server } = this;
    const waiting = this.#undelivered();
    await server.stop();
    const inside = this.#ledger.compare(storedTexts(server.dataDirectory), waiting);
    const findings = joinFindings([outside, inside]);
    const { failed: failedCalls } = this.sqlite;
    const unreadable = this.refusals.count;
    const strangers = this.#cast.tenants.filter(
      (tenant, index) => linkedDevices(tenant) !== this.#paired[index],
    ).length;
    return {
      ...run,
      delivered,
      deliveredMeanwhile,
      unreadable,
      strangers,
      queued,
      died: server.deaths,
      failedCalls,
      findings,
    };
  }

  async close(): Promise<void> {
    await this.load.stop();
    await this.server.kill();
    await this.wire.close();
    await this.simulator.stop();
  }

  /** What WhatsApp does not hold as delivered: it waits. What a device cannot read waits again once its author has sent it anew. */
  #undelivered(): ReadonlyMap<string, ReadonlySet<string>> {
    return new Map(this.#cast.tenants.map((tenant) => [tenant.id, queuedIds(tenant)]));
  }
}
