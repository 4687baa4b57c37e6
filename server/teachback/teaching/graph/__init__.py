"""Stories as a graph: all of a project, or those that are like the conversation that is being taught."""
