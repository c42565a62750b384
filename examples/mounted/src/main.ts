import { TenantManager } from "@polyphone/core";
import { createShopWithWhatsApp, PREFIX } from "./with-whatsapp.ts";

const PORT = 3000;
const ANNA = { id: "anna", orders: ["bread"] };

const nothing = () => undefined;
const manager = new TenantManager();
await manager.start();
manager.on("message.received", ({ tenantId, message }) => console.log(`${tenantId} has a message: ${message.type}`));

const logger = { debug: nothing, info: nothing, warn: console.warn, error: console.error };
const app = createShopWithWhatsApp(manager, new Map([["anna-is-here", ANNA]]), logger);
const server = app.listen(PORT, "127.0.0.1", () => {
  console.log(`curl -X POST -H 'X-Shop-Session: anna-is-here' http://127.0.0.1:${PORT}${PREFIX}/session/start`);
});

process.once("SIGINT", async () => {
  server.close();
  server.closeAllConnections();
  await manager.stop();
});
