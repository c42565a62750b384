import { lookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { buildConnector } from "undici";
import { WebhookAddressRefusedError } from "../../errors.ts";
import { judgedLookup } from "./judged-lookup.ts";
import { isPublicAddress } from "./public-address.ts";

/** Which receivers may be reached. */
export interface UrlGuardOptions {
  /** True to reach any address, such as one of this machine. Never where tenants choose their own URLs. @defaultValue `false` */
  readonly allowPrivate?: boolean;
  /** Host names that may lead to any address. Name those of your own network, one by one. @defaultValue none */
  readonly allowedHosts?: readonly string[];
  /** How host names become addresses. @defaultValue the system's resolver */
  readonly lookup?: LookupFunction;
}

const DEFAULTS = { allowPrivate: false, allowedHosts: [], lookup } satisfies Required<UrlGuardOptions>;

/** Keeps deliveries away from whatever is not on the public internet, by the address that is connected to. */
export class UrlGuard {
  readonly #options: Required<UrlGuardOptions>;
  readonly #allowedHosts: ReadonlySet<string>;

  constructor(options: UrlGuardOptions = {}) {
    this.#options = { ...DEFAULTS, ...options };
    this.#allowedHosts = new Set(this.#options.allowedHosts.map((host) => host.toLowerCase()));
  }

  /** Refuses what can be refused without asking anybody: an address that stands in the URL. @throws WebhookAddressRefusedError */
  check(url: string): void {
    const { hostname } = new URL(url);
    const host = hostname.replace(/^\[(.*)\]$/, "$1");
    if (isIP(host) !== 0 && !this.#allows(host)) this.#judge(host);
  }

  /** Opens connections for undici, those that are allowed. */
  connector(timeoutMs: number): buildConnector.connector {
    const open = buildConnector({ timeout: timeoutMs, lookup: this.#options.lookup });
    const openJudged = buildConnector({ timeout: timeoutMs, lookup: judgedLookup(this.#options.lookup) });
    return (options, callback) => {
      const { hostname } = options;
      if (this.#allows(hostname)) {
        open(options, callback);
        return;
      }
      try {
        // No name, so nobody will be asked for the address.
        if (isIP(hostname) !== 0) this.#judge(hostname);
      } catch (error) {
        callback(error as Error, null);
        return;
      }
      openJudged(options, callback);
    };
  }

  #allows(host: string): boolean {
    return this.#options.allowPrivate || this.#allowedHosts.has(host.toLowerCase());
  }

  #judge(address: string): void {
    if (!isPublicAddress(address)) throw new WebhookAddressRefusedError();
  }
}
