import { fetchLatestWaWebVersion, type WAVersion } from "@whiskeysockets/baileys";
import type { Logger } from "../../logger.ts";
import type { WhatsAppOptions } from "./whatsapp-options.ts";

const ASK_TIMEOUT_MS = 10_000;

type Ask = NonNullable<WhatsAppOptions["latestVersion"]>;

/** The version that all sockets of a manager log in with. Once WhatsApp refuses it, the next socket asks for the latest. */
export class ClientVersion {
  #current: WAVersion | undefined;
  readonly #ask: Ask | undefined;
  #asking: Promise<void> | undefined;
  #isRefused = false;

  constructor(
    { latestVersion, url, socketConfig }: WhatsAppOptions,
    private readonly logger: Logger,
  ) {
    this.#current = socketConfig?.version;
    this.#ask = latestVersion ?? (url === undefined ? askWhatsApp : undefined);
  }

  /** The version to log in with; `undefined` is Baileys' own. Never rejects: with the old one the next try says more. */
  async get(): Promise<WAVersion | undefined> {
    if (this.#isRefused && this.#ask !== undefined) {
      this.#asking ??= this.#refresh(this.#ask).finally(() => {
        this.#asking = undefined;
      });
      await this.#asking;
    }
    return this.#current;
  }

  /** To be told with which version a socket was refused: it may have been opened before the latest refresh. */
  refused(version: WAVersion | undefined): void {
    if (version === this.#current) this.#isRefused = true;
  }

  async #refresh(ask: Ask): Promise<void> {
    try {
      this.#current = await within(ASK_TIMEOUT_MS, ask);
      this.#isRefused = false;
      this.logger.info({ version: this.#current.join(".") }, "WhatsApp refused our version: the latest is taken");
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.logger.warn({ error: reason }, "WhatsApp refused our version, and the latest cannot be asked for");
    }
  }
}

async function within<Result>(milliseconds: number, ask: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  const late = new Error(`no answer within ${milliseconds} ms`);
  const timer = setTimeout(() => controller.abort(late), milliseconds);
  const aborted = new Promise<never>((_, reject) => {
    controller.signal.addEventListener("abort", () => reject(late));
  });
  try {
    return await Promise.race([ask(controller.signal), aborted]);
  } finally {
    clearTimeout(timer);
  }
}

/** Baileys answers with its own version when it cannot ask: that one was refused. */
async function askWhatsApp(signal: AbortSignal): Promise<WAVersion> {
  const { version, isLatest, error } = await fetchLatestWaWebVersion({ signal, redirect: "error" });
  if (isLatest) return version;
  throw error instanceof Error ? error : new Error("no version in what web.whatsapp.com serves");
}
