import type { RequestListener } from "node:http";
import { createAdmin } from "./admin/admin.ts";
import type { SimulatorControls } from "./controls.ts";
import { PhonePage } from "./phone/phone-page.ts";

/** All that the simulator's own port answers over HTTP: the phone in the browser at `/phone`, and the admin API. */
export function createSite(simulator: SimulatorControls): RequestListener {
  const admin = createAdmin(simulator);
  const page = new PhonePage(simulator);
  return (request, response) => {
    const originalUrl = request.url ?? "/";
    const below = /^\/phone(?=[/?]|$)(.*)$/s.exec(originalUrl)?.[1];
    if (below === undefined) admin(request, response);
    // As an Express app hands a request on.
    else
      page.listener(
        Object.assign(request, { originalUrl, url: below.startsWith("/") ? below : `/${below}` }),
        response,
      );
  };
}
