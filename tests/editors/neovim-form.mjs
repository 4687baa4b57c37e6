import { runNeovim } from "./lib/neovim.mjs";

await runNeovim("neovim-form", "restaurant-form");
