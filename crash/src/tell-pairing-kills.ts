import type { CrashRun } from "./crash-run.ts";
import { runPairingKills } from "./run-pairing-kills.ts";
import { shares } from "./stores.ts";
import { withDirectory } from "./with-directory.ts";

/** Kills while tenants pair. Clean only when nobody was left half paired, and both ends were met. */
export async function tellPairingKills(kills: number, { stores, seed, progress }: CrashRun): Promise<boolean> {
  const total = { kills: 0, paired: 0, unpaired: 0, half: 0 };
  for (const [authStore, share] of shares(stores, kills)) {
    const outcome = await withDirectory(
      (directory) => runPairingKills({ authStore, seed, directory, progress, kills: share }),
      ({ half }) => half.length === 0,
      (directory) => progress(`${authStore}: data and logs are in ${directory}`),
    );
    for (const what of outcome.half) progress(`${authStore}: ${what}`);
    total.kills += outcome.kills;
    total.paired += outcome.paired;
    total.unpaired += outcome.unpaired;
    total.half += outcome.half.length;
  }
  process.stdout.write(`${JSON.stringify({ pairing: kills, seed, ...total })}\n`);
  return total.half === 0 && total.paired > 0 && total.unpaired > 0;
}
