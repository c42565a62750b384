import { type IntervalHistogram, monitorEventLoopDelay } from "node:perf_hooks";
import type { TenantManager } from "@polyphone/core";
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Observation } from "../routing/observe.ts";

const NANOSECONDS = 1e9;
/** From a page that is cached to a session that starts. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What a manager and a router tell of themselves, for Prometheus. Names of tenants are no part of it. */
export class Metrics {
  readonly registry = new Registry();
  readonly #requests: Histogram<"method" | "route" | "status">;
  readonly #loopDelay: IntervalHistogram;

  constructor(manager: TenantManager) {
    const registers = [this.registry];
    const sessions = new Gauge({
      name: "polyphone_sessions",
      help: "Sessions by state.",
      labelNames: ["state"],
      registers,
      collect() {
        for (const [state, count] of Object.entries(manager.stats().sessions)) this.set({ state }, count);
      },
    });
    sessions.reset();
    gauge("polyphone_inbox_depth", "Records that are accepted and not stored yet.", registers, () => {
      return manager.stats().ingestion?.depth ?? 0;
    });
    gauge("polyphone_projector_lag_seconds", "From a record's acceptance to its place in the store.", registers, () => {
      return (manager.stats().ingestion?.lagMs ?? 0) / 1000;
    });
    new Counter({
      name: "polyphone_webhook_deliveries_total",
      help: "Tries at delivering webhooks by outcome; `dead` counts events that were given up.",
      labelNames: ["outcome"],
      registers,
      collect() {
        this.reset();
        for (const [outcome, count] of Object.entries(manager.stats().webhooks)) this.inc({ outcome }, count);
      },
    });
    this.#loopDelay = monitorEventLoopDelay();
    this.#loopDelay.enable();
    gauge("polyphone_event_loop_delay_p99_seconds", "How late timers were, since the last look.", registers, () => {
      const delay = this.#loopDelay.percentile(99) / NANOSECONDS;
      this.#loopDelay.reset();
      return delay;
    });
    this.#requests = new Histogram({
      name: "polyphone_http_request_duration_seconds",
      help: "Answers of the API, by route and status.",
      labelNames: ["method", "route", "status"],
      buckets: SECONDS,
      registers,
    });
    countEvents(manager, registers);
  }

  /** For the router's `observe`. */
  readonly observe = ({ method, route, status, seconds }: Observation): void => {
    this.#requests.observe({ method, route, status: String(status) }, seconds);
  };
}

function gauge(name: string, help: string, registers: Registry[], read: () => number): void {
  new Gauge({
    name,
    help,
    registers,
    collect() {
      this.set(read());
    },
  });
}

function countEvents(manager: TenantManager, registers: Registry[]): void {
  const messages = new Counter({
    name: "polyphone_messages_total",
    help: "Messages that were stored for the first time.",
    labelNames: ["direction"],
    registers,
  });
  const errors = new Counter({
    name: "polyphone_errors_total",
    help: "Failures that no caller was waiting for, by code.",
    labelNames: ["code"],
    registers,
  });
  for (const direction of ["in", "out"]) messages.inc({ direction }, 0);
  manager.on("message.received", () => messages.inc({ direction: "in" }));
  manager.on("message.sent", () => messages.inc({ direction: "out" }));
  manager.on("error", ({ code }) => errors.inc({ code }));
}
