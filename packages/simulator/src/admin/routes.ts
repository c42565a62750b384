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
  readChat,
  revokeMessage,
  scanQr,
  scanScreen,
  sendMessage,
  setConnection,
} from "./phone-routes.ts";
import type { Route } from "./route.ts";

const ROUTES: readonly { readonly method: string; readonly path: string; readonly route: Route }[] = [
  { method: "GET", path: "/trust", route: ({ simulator }) => simulator.trust },
  { method: "GET", path: "/state", route: ({ simulator }) => simulator.state() },
  { method: "POST", path: "/mock-phone/scan-qr", route: scanQr },
  { method: "POST", path: "/phones", route: createPhone },
  { method: "POST", path: "/phones/:phone/scan-screen", route: scanScreen },
  { method: "POST", path: "/phones/:phone/link-code", route: enterCode },
  { method: "GET", path: "/phones/:phone/messages", route: listMessages },
  { method: "POST", path: "/phones/:phone/messages", route: sendMessage },
  { method: "POST", path: "/phones/:phone/edit", route: editMessage },
  { method: "POST", path: "/phones/:phone/revoke", route: revokeMessage },
  { method: "POST", path: "/phones/:phone/react", route: react },
  { method: "POST", path: "/phones/:phone/read", route: read },
  { method: "POST", path: "/phones/:phone/read-chat", route: readChat },
  { method: "POST", path: "/phones/:phone/connection", route: setConnection },
  { method: "POST", path: "/phones/:phone/kick", route: kick },
  { method: "POST", path: "/groups", route: createGroup },
  { method: "POST", path: "/faults", route: setFaults },
  { method: "DELETE", path: "/faults", route: clearFaults },
];

const COMPILED = ROUTES.map(({ path, ...rest }) => ({
  ...rest,
  pattern: new RegExp(`^${path.replace(":phone", "([^/]+)")}$`),
}));

/** Finds the route of a call by its path below the place where the calls are. Throws `NOT_FOUND` or `METHOD_NOT_ALLOWED`. */
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
