import { LoginPage } from "./login/login-page.tsx";
import { showPage } from "./shell/show-page.tsx";
import { texts } from "./texts/texts.ts";

showPage(texts.login.tasks["sign-in"].title, <LoginPage />);
