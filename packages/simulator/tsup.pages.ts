import { pages } from "../../tsup.pages.ts";

export default pages({
  entry: ["phone/phone.tsx"],
  outDir: "dist/phone",
  tsconfig: "phone/tsconfig.json",
  publicDir: "phone/static",
});
