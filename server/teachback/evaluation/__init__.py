"""How well the stories of a project predict each other."""
