import { render } from "preact";
import { App } from "./parts/app.tsx";
import { watchArrivals } from "./state/arrivals.ts";

const page = document.getElementById("page");
if (page === null) throw new Error("The page has no place for its content");
watchArrivals();
render(<App />, page);
