import type { StatusParams } from "./protocol";

/** What the status item tells of: the client's own states, or the last word of the server. */
export type Status =
  | { readonly state: "starting" }
  | { readonly state: "stopped" }
  | { readonly state: "error"; readonly message: string }
  | StatusParams;

export interface StatusText {
  readonly text: string;
  readonly tooltip: string;
  readonly command: "workbench.actions.view.problems" | "teachback.showOutput";
}

const PROBLEMS = "workbench.actions.view.problems";
const OUTPUT = "teachback.showOutput";

export function statusText(status: Status): StatusText {
  switch (status.state) {
    case "starting":
      return { text: "$(loading~spin) Teachback: starting", tooltip: "The server is starting", command: OUTPUT };
    case "stopped":
      return { text: "$(circle-slash) Teachback: stopped", tooltip: "The server does not run", command: OUTPUT };
    case "error":
      return { text: "$(error) Teachback: error", tooltip: status.message, command: OUTPUT };
    case "reading":
      return { text: "$(loading~spin) Teachback: reading", tooltip: said(status, "Reading the stories"), command: PROBLEMS };
    case "training":
      return {
        text: `$(loading~spin) Teachback: ${["training", ...findings(status)].join(", ")}`,
        tooltip: said(status, "Training the policy"),
        command: PROBLEMS,
      };
    case "ready":
      return { text: readyText(status), tooltip: said(status, counted(status.projects, "project")), command: PROBLEMS };
  }
}

function readyText(status: StatusParams): string {
  const [found] = findings(status);
  return found === undefined ? "$(check) Teachback" : `$(warning) Teachback: ${found}`;
}

function findings({ contradictions }: StatusParams): string[] {
  return contradictions === 0 ? [] : [counted(contradictions, "contradiction")];
}

function said(status: StatusParams, otherwise: string): string {
  return [status.message || otherwise, status.engine].filter(Boolean).join("\n");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
