import type { Texts } from "../en/texts.ts";

export const login: Texts["login"] = {
  title: "Anmelden",
};
