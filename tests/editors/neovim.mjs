import { runNeovim } from "./lib/neovim.mjs";

await runNeovim("neovim", "concertbot");
