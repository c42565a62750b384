/** The local WhatsApp in a process of its own, so that its work is on nobody's account. */
import { WhatsAppSimulator } from "@polyphone/simulator";

const simulator = await WhatsAppSimulator.start();
process.send?.({
  url: simulator.url,
  adminUrl: simulator.adminUrl,
  noiseRootPublicKey: simulator.trust.noiseRootPublicKey,
});
process.on("disconnect", () => void simulator.stop());
