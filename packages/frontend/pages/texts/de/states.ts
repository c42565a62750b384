import type { Texts } from "../en/texts.ts";

export const states: Texts["states"] = {
  new: "Nicht verknüpft",
  connecting: "Verbindet",
  waiting_qr: "Wartet auf das Telefon",
  connected: "Verbunden",
  reconnecting: "Verbindet erneut",
  replaced: "Anderswo übernommen",
  logged_out: "Abgemeldet von WhatsApp",
  banned: "Von WhatsApp gesperrt",
  stopped: "Angehalten",
};
