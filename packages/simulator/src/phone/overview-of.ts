import type { Phone } from "../actors/phone.ts";
import type { SimulatorControls } from "../controls.ts";
import type { Overview, PhoneView } from "./overview.ts";

/** How it is now. */
export function overviewOf(simulator: SimulatorControls): Overview {
  return {
    phones: simulator.phones().map(phoneView),
    groups: simulator.groups().map(({ id, subject }) => ({ id, subject })),
    screens: simulator.screens.names(),
  };
}

function phoneView({ number, name, isOnline, account }: Phone): PhoneView {
  const devices = [...account.companions.values()].map(({ id, line }) => ({
    jid: account.jid("pn", id),
    isOnline: line !== undefined,
  }));
  return { number, name, isOnline, devices };
}
