import { SimulatorError } from "../errors.ts";
import { clearFaults, setFaults } from "./fault-routes.ts";
import { createGroup } from "./group-routes.ts";
import {
  createPhone,
  editMessage,
  enterCode,
  kick,
  listMessages,
  react,
  read,
  revokeMessage,
  scanQr,
  sendMessage,
} from "./phone-routes.ts";
import type { Route } from "./route.ts";

const ROUTES: readonly { readonly method: string; readonly path: string; readonly route: Route }[] = [
  { method: "GET", path: "/admin/trust", route: ({ simulator }) => simulator.trust },
  { method: "GET", path: "/admin/state", route: ({ simulator }) => simulator.state() },
  { method: "POST", path: "/admin/mock-phone/scan-qr", route: scanQr },
  { method: "POST", path: "/admin/phones", route: createPhone },
  { method: "POST", path: "/admin/phones/:phone/link-code", route: enterCode },
  { method: "GET", path: "/admin/phones/:phone/messages", route: listMessages },
  { method: "POST", path: "/admin/phones/:phone/messages", route: sendMessage },
  { method: "POST", path: "/admin/phones/:phone/edit", route: editMessage },
  { method: "POST", path: "/admin/phones/:phone/revoke", route: revokeMessage },
  { method: "POST", path: "/admin/phones/:phone/react", route: react },
  { method: "POST", path: "/admin/phones/:phone/read", route: read },
  { method: "POST", path: "/admin/phones/:phone/kick", route: kick },
  { method: "POST", path: "/admin/groups", route: createGroup },
  { method: "POST", path: "/admin/faults", route: setFaults },
  { method: "DELETE", path: "/admin/faults", route: clearFaults },
];

const COMPILED = ROUTES.map(({ path, ...rest }) => ({
  ...rest,
  pattern: new RegExp(`^${path.replace(":phone", "([^/]+)")}$`),
}));

/** Finds the route of a call. Throws `NOT_FOUND` or `METHOD_NOT_ALLOWED`. */
export function match(method: string, path: string): { route: Route; parameter: string } {
  const there = COMPILED.filter(({ pattern }) => pattern.test(path));
  const found = there.find((candidate) => candidate.method === method);
  if (found) return { route: found.route, parameter: decode(found.pattern.exec(path)?.[1] ?? "") };
  if (there.length === 0) throw new SimulatorError("NOT_FOUND", `there is nothing at ${path}`);
  const allowed = there.map((candidate) => candidate.method).join(", ");
  throw new SimulatorError("METHOD_NOT_ALLOWED", `${path} takes ${allowed}, not ${method}`);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new SimulatorError("INVALID_INPUT", "the path is not well encoded");
  }
}
