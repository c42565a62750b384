import { MalformedPathError } from "../problems/request-errors.ts";
import type { Route } from "./define-route.ts";

/** A path that there is, and what can be asked of it. */
interface Found {
  /** Routes by method. */
  readonly byMethod: ReadonlyMap<string, Route>;
  /** The methods, as the header `Allow` has them. */
  readonly allow: string;
  /** What stands in the path for each `:name`, decoded. */
  readonly params: Readonly<Record<string, string>>;
}

interface Pattern extends Omit<Found, "params"> {
  readonly expression: RegExp;
}

const NO_PARAMS = {};

/**
 * Finds the routes of a path at once, where Express would try one after the other. As with Express, neither case counts nor a
 * slash at the end. A path without names in it goes before one with.
 */
export class RouteTable {
  readonly #plain = new Map<string, Found>();
  readonly #patterns: Pattern[] = [];

  constructor(routes: readonly Route[]) {
    for (const path of new Set(routes.map((route) => route.path))) {
      const methods = methodsOf(routes.filter((route) => route.path === path));
      if (path.includes("/:")) this.#patterns.push({ ...methods, expression: expressionOf(path) });
      else this.#plain.set(path, { ...methods, params: NO_PARAMS });
    }
  }

  /** @throws MalformedPathError when what is escaped in the path cannot be decoded */
  find(path: string): Found | undefined {
    const bare = path.endsWith("/") ? path.slice(0, -1) : path;
    return this.#plain.get(bare) ?? this.#plain.get(bare.toLowerCase()) ?? this.#match(bare);
  }

  #match(path: string): Found | undefined {
    // Also where nothing matches: a path that nobody can read is no path that is not there.
    if (path.includes("%")) decoded(path);
    for (const { expression, ...methods } of this.#patterns) {
      const names = expression.exec(path)?.groups;
      if (names === undefined) continue;
      const params = Object.entries(names).map(([name, value]) => [name, decoded(value)]);
      return { ...methods, params: Object.fromEntries(params) };
    }
    return undefined;
  }
}

function methodsOf(routes: readonly Route[]): Omit<Found, "params"> {
  const byMethod = new Map<string, Route>();
  for (const route of routes) {
    byMethod.set(route.method, route);
    // An answer without a body would wait for the end of a stream.
    if (route.method === "GET" && route.stream === undefined) byMethod.set("HEAD", route);
  }
  return { byMethod, allow: [...byMethod.keys(), "OPTIONS"].join(", ") };
}

const expressionOf = (path: string): RegExp => new RegExp(`^${path.replace(/:(\w+)/g, "(?<$1>[^/]+)")}$`, "i");

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new MalformedPathError();
  }
}
