import "./setup/root.mjs";
import { register } from "tsx/esm/api";
import { runMain } from "../server/failure.mjs";

register();
const { keepTestShop } = await import("./test/keep-shop.ts");
await runMain(keepTestShop);
