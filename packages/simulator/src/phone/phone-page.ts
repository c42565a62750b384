import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { answerCall, refuse, targetOf } from "../admin/answer.ts";
import { refuseForeign } from "../admin/refuse-foreign.ts";
import type { SimulatorControls } from "../controls.ts";
import { SimulatorError } from "../errors.ts";
import { EventStream } from "./event-stream.ts";
import { sendFile } from "./page-files.ts";
import { Sight } from "./sight.ts";

/**
 * The phone in the browser, to be mounted anywhere: `app.use("/phone", page.listener)`. It has no password: see to it that
 * only this machine reaches it.
 */
export class PhonePage {
  readonly #streams = new Set<EventStream>();
  #forget: (() => void) | undefined;

  /** @internal Made by the simulator: `simulator.phonePage()`. */
  constructor(private readonly simulator: SimulatorControls) {}

  /** Answers requests below the place where it is mounted. */
  readonly listener: RequestListener = (request, response) => {
    try {
      refuseForeign(request);
      this.#answer(request, response);
    } catch (error) {
      refuse(response, error);
    }
  };

  /** Ends the streams of all open pages, which come back on their own: before the server is closed that serves them. */
  close(): void {
    for (const stream of this.#streams) stream.end();
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = targetOf(request);
    if (pathname.startsWith("/api/")) answerCall(this.simulator, "/api", request, response);
    else if (request.method !== "GET") {
      throw new SimulatorError("METHOD_NOT_ALLOWED", `${pathname} takes GET, not ${request.method ?? "nothing"}`);
    } else if (pathname === "/events") this.#follow(response, searchParams.get("phone") ?? undefined);
    else if (pathname === "/" && !isFolder(request)) redirect(request, response);
    else sendFile(pathname, response);
  }

  #follow(response: ServerResponse, number: string | undefined): void {
    const sight = new Sight(this.simulator, number);
    const stream = new EventStream(response, () => sight.news());
    this.#streams.add(stream);
    this.#forget ??= this.simulator.onChange(() => {
      for (const each of this.#streams) each.changed();
    });
    response.once("close", () => {
      this.#streams.delete(stream);
      if (this.#streams.size > 0) return;
      this.#forget?.();
      this.#forget = undefined;
    });
  }
}

/** What was asked for, where an Express app has cut off its own part. */
function askedFor(request: IncomingMessage): string {
  const asked = "originalUrl" in request && typeof request.originalUrl === "string" ? request.originalUrl : request.url;
  return asked?.replace(/\?.*$/s, "") ?? "/";
}

const isFolder = (request: IncomingMessage): boolean => askedFor(request).endsWith("/");

/** The page's own links are relative: they need the slash. */
function redirect(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(308, { location: `${askedFor(request).replace(/^.*\//s, "")}/` });
  response.end();
}
