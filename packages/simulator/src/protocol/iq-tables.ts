import { appStateIqs } from "./app-state.ts";
import { businessIqs } from "./business.ts";
import { groupIqs } from "./group-iqs.ts";
import type { Hub } from "./hub.ts";
import type { IqTable } from "./iq-registry.ts";
import { linkCodeIqs } from "./link-code-iqs.ts";
import { loginIqs } from "./login.ts";
import { logoutIqs } from "./logout.ts";
import { preKeyIqs } from "./prekeys.ts";
import { settingsIqs } from "./settings.ts";
import { usyncIqs } from "./usync.ts";

/** All subjects, one table each. */
export function iqTables(network: Hub): readonly IqTable[] {
  return [
    loginIqs(network),
    logoutIqs(network),
    linkCodeIqs(network.codes),
    preKeyIqs(network),
    usyncIqs(network),
    settingsIqs(network),
    businessIqs(network),
    groupIqs(network),
    appStateIqs,
  ];
}
