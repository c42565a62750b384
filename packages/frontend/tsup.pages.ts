import { pages } from "../../tsup.pages.ts";

export default pages({
  entry: ["pages/login.tsx", "pages/session-manager.tsx", "pages/user-management.tsx"],
  outDir: "dist/pages",
  tsconfig: "pages/tsconfig.json",
  publicDir: "pages/static",
});
